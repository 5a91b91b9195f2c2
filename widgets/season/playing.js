// One season, step by step: people as dots, programs as boxes with a place for each position.

const OUTCOME_SHAPES = ["diamond", "circle", "square", "ring"]; // in the order of the engine's outcomes
const BOX = 38; // pixels from one program to the next below
const DOT = 9; // from one person to the next
const PAUSE = 3400; // milliseconds at a step while it plays

// How many programs stand side by side, how wide, and how much of the width the crowd takes.
function measures(width) {
  const beside = width >= 560;
  const crowd = beside ? Math.min(230, width * 0.3) : width - 4;
  const left = beside ? crowd + 28 : 2;
  const columns = Math.max(2, Math.floor((width - left) / (width > 900 ? 128 : 102)));
  return { beside, crowd, left, columns, wide: (width - left) / columns };
}

function render({ model, el }) {
  const said = model.get("words");
  const people = model.get("rows").people;
  const you = people.length - 1;
  const dots = [];
  let homes = []; // where each person stands at first,
  let boxes = []; // where each program's box does,
  let places = []; // and where everybody is now
  let timer = null;

  // The controls and the story stand above the picture.
  const field = { "data-lm-suppress-shortcuts": "true" };
  const play = html("button", { type: "button", ...field }, said.play);
  const back = html("button", { type: "button", ...field }, said.back);
  const next = html("button", { type: "button", ...field }, said.on);
  const slider = html("input", { type: "range", min: 0, "aria-label": said.step, ...field });
  const bar = html("div", { class: "btm-play" });
  bar.append(play, back, next, slider);
  const story = html("div", { class: "btm-story", role: "status" });
  const title = html("strong");
  const told = html("span");
  story.append(title, told);
  el.append(bar, story);

  const still = svg("g");
  const lines = svg("g");
  const names = svg("g"); // above the lines, so that they can be read
  const moving = svg("g");
  const ring = svg("circle", { class: "chosen", "stroke-width": 2.5, r: 8, visibility: "hidden" });

  const steps = () => model.get("steps");
  const now = () => steps()[model.get("step")];
  const nth = (kind) => steps().findIndex((step) => step.kind === kind);
  const passed = (kind) => nth(kind) >= 0 && model.get("step") >= nth(kind);
  const focus = () => model.get("asked").person ?? you;

  // Whether somebody has a place by now.
  function placed([, outcome, , round]) {
    if (outcome === 2) return passed("soap") && (now().kind === "end" || now().round >= round);
    return passed(outcome === 0 ? "early" : "match") && outcome < 2;
  }

  // Everybody's home, by type, and every program's box.
  function layOut(width) {
    const { beside, crowd, left, columns, wide } = measures(width);
    still.replaceChildren();
    names.replaceChildren();
    const across = Math.max(8, Math.floor(crowd / DOT));
    let top = 0;
    homes = new Array(people.length);
    said.short_types.forEach((name, kind) => {
      const own = people.flatMap(([mine], person) => (mine === kind ? [person] : []));
      if (!own.length) return;
      names.append(text(2, top + 12, `${name}: ${own.length}`, "quiet halo"));
      own.forEach((person, n) => {
        homes[person] = [6 + (n % across) * DOT, top + 22 + Math.floor(n / across) * DOT];
      });
      top += 22 + Math.ceil(own.length / across) * DOT;
    });
    const start = beside ? 0 : top + 14;
    const programs = model.get("rows").programs;
    const slot = Math.min(DOT, (wide - 12) / Math.max(...programs.map((one) => one.positions)));
    boxes = programs.map((one, n) => {
      const x = left + (n % columns) * wide;
      const y = start + Math.floor(n / columns) * BOX;
      names.append(text(x, y + 11, one.name, "halo"));
      for (let k = 0; k < one.positions; k += 1) {
        still.append(svg("rect", { class: "slot", x: x + k * slot + 0.5, y: y + 21, width: slot - 1.5, height: slot - 1.5 }));
      }
      return { x, y, slot, wide: wide - 10 };
    });
    return Math.max(top, start + Math.ceil(programs.length / columns) * BOX);
  }

  const seatOf = (program, seat) => {
    const { x, y, slot } = boxes[program];
    return [x + (seat + 0.5) * slot - 0.25, y + 21 + slot / 2 - 0.75];
  };

  function draw(width) {
    const height = layOut(width);
    const { kind } = now();
    const { programs, applications, calls } = model.get("rows");
    // How far the best of each person's applications got by this step.
    const stage = { apply: 0, filters: 1, calls: 1, interviews: 2 }[kind] ?? 3;
    const best = new Array(people.length).fill(0);
    for (const [person, , reached] of applications) best[person] = Math.max(best[person], reached);
    const filled = new Array(programs.length).fill(0);
    places = people.map((one, person) => {
      const here = placed(one);
      const place = here ? seatOf(one[2], filled[one[2]]++) : homes[person];
      let shape = "in";
      if (here || (kind === "end" && one[1] === 3)) shape = OUTCOME_SHAPES[one[1]];
      else if (best[person] < stage) shape = "out";
      return { person, x: place[0], y: place[1], shape, here };
    });
    // Beside each name how many there are: files, then those read, met, listed; then the positions.
    const most = Math.max(...programs.map((one) => one.counts[0]));
    programs.forEach((one, p) => {
      const { x, y, wide } = boxes[p];
      const final = passed("match") || kind === "early";
      const count = final ? `${filled[p]}/${one.positions}` : `${one.counts[stage]}`;
      names.append(text(x + wide - 2, y + 11, count, "quiet halo", "end"));
      if (final) return;
      still.append(svg("rect", { class: "out", x, y: y + 15, height: 3, width: (one.counts[0] / most) * wide }));
      still.append(svg("rect", { class: "in", x, y: y + 15, height: 3, width: (one.counts[stage] / most) * wide }));
    });
    drawLines(kind, applications, calls);
    move();
    slider.max = steps().length - 1;
    slider.value = model.get("step");
    slider.setAttribute("aria-valuetext", now().title);
    back.disabled = model.get("step") === 0;
    next.disabled = model.get("step") === steps().length - 1;
    if (title.textContent !== now().title) title.textContent = now().title;
    if (told.textContent !== now().told) told.textContent = now().told;
    asks.show();
    const legend = legendOf(said.legend, 2, height, width);
    still.append(...legend.marks);
    return height + legend.high + 4;
  }

  function drawLines(kind, applications, calls) {
    lines.replaceChildren();
    const who = focus();
    const edge = (program) => [boxes[program].x - 2, boxes[program].y + 12];
    const path = (person, program) => {
      const [x, y] = edge(program);
      return `M${places[person].x.toFixed(1)} ${places[person].y.toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}`;
    };
    const line = (d, looks, width = 1) => lines.append(svg("path", { class: looks, d, "stroke-width": width }));
    if (kind === "calls") {
      for (const praise of [1, 0]) {
        const some = calls.filter((call) => call[2] === praise);
        const d = (own) => some.filter(([person]) => (person === who) === own).map(([person, program]) => path(person, program)).join("");
        line(d(false), praise ? "praise faint" : "warning faint");
        line(d(true), praise ? "praise" : "warning", 2);
      }
      return;
    }
    const needed = { apply: 0, filters: 1, interviews: 2 }[kind] ?? 3;
    if (places[who].here) return;
    for (const [person, program, reached, standing] of applications) {
      if (person !== who) continue;
      if (reached < needed) {
        if (kind === "filters") line(path(person, program), "line stopped");
        continue;
      }
      line(path(person, program), "line");
      if (needed < 3) continue;
      const [x, y] = edge(program);
      lines.append(text(x - 2, y + 1, `${standing + 1}.`, "strong halo", "end"));
    }
  }

  // Your name stands beside your mark, on the side where there is room.
  function nameYou(x) {
    const left = x + 40 > shown.picture.width.baseVal.value;
    const name = dots[you].querySelector("text");
    name.setAttribute("x", left ? -8 : 8);
    name.setAttribute("text-anchor", left ? "end" : "start");
  }

  function move() {
    places.forEach(({ person, x, y, shape }) => {
      let dot = dots[person];
      if (!dot) {
        dot = dots[person] = svg("g", { class: "btm-dot btm-moves btm-far" });
        dot.style.transitionDelay = `${(person * 37) % 500}ms`;
        moving.append(dot);
      }
      const looks = person === you && !["circle", "square", "ring"].includes(shape) ? "yourself" : shape;
      if (dot.dataset.looks !== looks) {
        const own = person === you;
        const form = looks === "yourself" ? "diamond" : SHAPES[shape] ? shape : "circle";
        const made = mark(form, own ? 5.5 : 3.4, looks === "yourself" ? "you" : looks);
        if (!SHAPES[shape] && !own) made.setAttribute("stroke", "none");
        dot.replaceChildren(made);
        if (own) dot.append(text(8, 4, said.you, "strong halo"));
        dot.dataset.looks = looks;
      }
      dot.style.transform = at(x, y);
    });
    nameYou(places[you].x);
    moving.append(dots[you]); // on top
  }

  const go = (step) => {
    model.set("step", Math.max(0, Math.min(steps().length - 1, step)));
    model.save_changes();
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = said.play;
  };
  const start = () => {
    if (model.get("step") === steps().length - 1) go(0);
    timer = setInterval(() => {
      go(model.get("step") + 1);
      if (model.get("step") === steps().length - 1 || !el.isConnected) stop();
    }, PAUSE);
    play.textContent = said.pause;
  };
  play.addEventListener("click", () => (timer ? stop() : start()));
  for (const [button, way] of [[back, -1], [next, 1]]) {
    button.addEventListener("click", () => {
      stop();
      go(model.get("step") + way);
    });
  }
  slider.addEventListener("input", () => {
    stop();
    go(slider.valueAsNumber);
  });

  const shown = frame({ model, el }, draw);
  shown.picture.append(still, lines, names, moving, ring);
  const asks = asking(model, el, {
    label: said.ask,
    invite: said.invite,
    marks: () => places.map(({ person }) => ({ person })),
    name: ({ person }) => (person === you ? said.you : `${said.short_types[people[person][0]]}, ${person + 1}`),
    choose(one) {
      const chosen = one && places[one.person];
      ring.setAttribute("visibility", chosen ? "visible" : "hidden");
      if (chosen) ring.style.transform = at(chosen.x, chosen.y);
    },
  });
  shown.picture.addEventListener("click", (event) => {
    const pressed = nearest(shown.picture, event, places, 10);
    if (pressed) asks.ask({ person: pressed.person });
  });
  model.on("change:step", shown.soon);
  model.on("change:asked", shown.soon);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (model.get("plays") && !calm) start();
  return () => {
    stop();
    model.off("change:step", shown.soon);
    model.off("change:asked", shown.soon);
    shown.end();
    asks.end();
  };
}

export default { render };
