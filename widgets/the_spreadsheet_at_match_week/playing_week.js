// One week of SOAP, step by step: files sent, read and listed, offers out, and what came of them.

function week({ rows, now, who }) {
  const { people, programs, applications } = rows;
  const { kind, round } = now;
  const most = Math.max(...programs.map((one) => one.counts[0]));
  const far = new Array(people.length).fill(-1); // how far the best of each person's files gets
  for (const [person, , stage] of applications) far[person] = Math.max(far[person], stage);
  const stage = { open: -1, apply: 0, files: 1 }[kind] ?? 2;
  const inRounds = !["open", "apply", "files", "lists"].includes(kind);
  // Whether what is answered in a round has been answered by now.
  const answered = (when) => kind === "end" || (inRounds && (kind === "answers" ? when <= round : when < round));

  return {
    stand(person) {
      const [, program, when] = people[person];
      const here = when > 0 && answered(when);
      const without = kind === "end" && !here;
      const shape = here ? "square" : without ? "ring" : far[person] < stage ? "out" : "in";
      return { program: here ? program : -1, shape };
    },
    // Beside each name: files, then those read and listed; before and after that the positions.
    count(program, filled) {
      const { counts, positions } = programs[program];
      if (stage < 0 || inRounds) return { text: `${filled}/${positions}` };
      return { text: `${counts[stage]}`, dark: { share: counts[stage] / most, of: counts[0] / most } };
    },
    draw({ line, place, seated }) {
      if (kind === "offers" || kind === "answers") {
        const offers = applications.filter((one) => one[4] === round);
        for (const own of [false, true]) {
          for (const taken of [true, false]) {
            const some = offers.filter((one) => (one[0] === who) === own && one[5] > 0 === taken);
            const looks = taken || kind === "offers" ? "praise" : "warning";
            line(some, own ? looks : `${looks} faint`, own ? 2 : 1);
          }
        }
      }
      if (stage < 0 || seated(who)) return;
      for (const [person, program, reached, standing, offered] of applications) {
        if (person !== who || (offered && answered(offered))) continue; // no offer returns
        if (reached < stage) {
          if (kind === "files") line([[person, program]], "line stopped");
          continue;
        }
        if (!(kind === "offers" && offered === round)) line([[person, program]], "line");
        if (stage === 2) place(program, standing);
      }
    },
  };
}

export default { render: (page) => playing(page, week) };
