// One season, step by step: who is still in it, how many each program reads, meets and ranks.

const SHAPE_OF = ["diamond", "circle", "square", "ring"]; // in the order of the engine's outcomes

function season({ rows, now, passed, who }) {
  const { people, programs, applications, calls } = rows;
  const most = Math.max(...programs.map((one) => one.counts[0]));
  // How far the best of each person's applications gets.
  const best = new Array(people.length).fill(0);
  for (const [person, , reached] of applications) best[person] = Math.max(best[person], reached);
  const stage = { apply: 0, filters: 1, calls: 1, interviews: 2 }[now.kind] ?? 3;

  // Whether somebody has a place by now.
  function placed([, outcome, , round]) {
    if (outcome === 2) return passed("soap") && (now.kind === "end" || now.round >= round);
    return passed(outcome === 0 ? "early" : "match") && outcome < 2;
  }

  return {
    stand(person) {
      const [, outcome, program] = people[person];
      const here = placed(people[person]);
      const ended = here || (now.kind === "end" && outcome === 3);
      const shape = ended ? SHAPE_OF[outcome] : best[person] < stage ? "out" : "in";
      return { program: here ? program : -1, shape };
    },
    // Beside each name: files, then those read, met, listed; then the positions.
    count(program, filled) {
      const { counts, positions } = programs[program];
      if (passed("match") || now.kind === "early") return { text: `${filled}/${positions}` };
      return { text: `${counts[stage]}`, dark: { share: counts[stage] / most, of: counts[0] / most } };
    },
    draw({ line, place, seated }) {
      const { kind } = now;
      if (kind === "calls") {
        for (const praise of [1, 0]) {
          const looks = praise ? "praise" : "warning";
          const some = calls.filter((call) => call[2] === praise);
          line(some.filter(([person]) => person !== who), `${looks} faint`);
          line(some.filter(([person]) => person === who), looks, 2);
        }
        return;
      }
      if (seated(who)) return;
      for (const [person, program, reached, standing] of applications) {
        if (person !== who) continue;
        if (reached < stage) {
          if (kind === "filters") line([[person, program]], "line stopped");
          continue;
        }
        line([[person, program]], "line");
        if (stage === 3) place(program, standing);
      }
    },
  };
}

export default { render: (page) => playing(page, season) };
