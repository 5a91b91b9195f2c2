// What plays step by step: people as dots, programs as boxes with a place for each position.

const BOX = 38; // pixels from one program to the next below
const DOT = 9; // from one person to the next
const PAUSE = 3400; // milliseconds at a step while it plays

const FEW = 12; // programs that leave room for a place on a list beside each name

// How many programs stand side by side, how wide, and how much of the width the crowd takes.
function measures(width, programs) {
  const beside = width >= 560;
  const crowd = beside ? Math.min(230, width * 0.3) : width - 4;
  const left = beside ? crowd + 28 : 28;
  const [least, gap] = programs > FEW ? [width > 900 ? 128 : 102, 10] : [140, 36];
  const columns = Math.max(2, Math.floor((width - left) / least));
  return { beside, crowd, left, columns, gap, wide: (width - left) / columns };
}

// Play what a scene tells of a step. It is set from where the picture is, and gives three functions:
// `stand`, from somebody to the program where they have a place by now (or -1) and their shape;
// `count`, from a program and how many of its places are taken to what stands beside its name and
// how long its bar is, and how much of that is dark; and `draw`, which draws lines.
function playing({ model, el }, setScene) {
  const said = model.get("words");
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

  const rows = () => model.get("rows");
  const steps = () => rows().steps;
  const last = () => steps().length - 1;
  const now = () => steps()[Math.min(model.get("step"), last())];
  const nth = (kind) => steps().findIndex((step) => step.kind === kind);
  const passed = (kind) => nth(kind) >= 0 && model.get("step") >= nth(kind);
  const you = () => rows().people.length - 1;
  const focus = () => model.get("asked").person ?? you();

  // Everybody's home, by type, and every program's box.
  function layOut(width) {
    const { people, programs } = rows();
    const { beside, crowd, left, columns, gap, wide } = measures(width, programs.length);
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
    const slot = Math.min(DOT, (wide - gap - 2) / Math.max(...programs.map((one) => one.positions)));
    boxes = programs.map((one, n) => {
      const x = left + (n % columns) * wide;
      const y = start + Math.floor(n / columns) * BOX;
      names.append(text(x, y + 11, one.name, "halo"));
      for (let k = 0; k < one.positions; k += 1) {
        still.append(svg("rect", { class: "slot", x: x + k * slot + 0.5, y: y + 21, width: slot - 1.5, height: slot - 1.5 }));
      }
      return { x, y, slot, wide: wide - gap };
    });
    return Math.max(top, start + Math.ceil(programs.length / columns) * BOX);
  }

  const seatOf = (program, seat) => {
    const { x, y, slot } = boxes[program];
    return [x + (seat + 0.5) * slot - 0.25, y + 21 + slot / 2 - 0.75];
  };

  function draw(width) {
    const height = layOut(width);
    const { people, programs } = rows();
    const scene = setScene({ rows: rows(), now: now(), passed, who: focus() });
    const filled = new Array(programs.length).fill(0);
    places = people.map((_one, person) => {
      const { program, shape } = scene.stand(person);
      const here = program >= 0;
      const place = here ? seatOf(program, filled[program]++) : homes[person];
      return { person, x: place[0], y: place[1], shape, here };
    });
    programs.forEach((_one, p) => {
      const { x, y, wide } = boxes[p];
      const { text: count, dark } = scene.count(p, filled[p]);
      names.append(text(x + wide - 2, y + 11, count, "quiet halo", "end"));
      if (!dark) return;
      for (const [looks, share] of [["out", dark.of], ["in", dark.share]]) {
        still.append(svg("rect", { class: looks, x, y: y + 15, height: 3, width: share * wide }));
      }
    });
    lines.replaceChildren();
    scene.draw({ line, place: placeOf, seated: (person) => places[person].here });
    move();
    slider.max = last();
    slider.value = model.get("step");
    slider.setAttribute("aria-valuetext", now().title);
    const focused = document.activeElement;
    back.disabled = model.get("step") === 0;
    next.disabled = model.get("step") === last();
    // A browser drops the focus of what is disabled: the other button takes it.
    if (focused === back && back.disabled) next.focus({ preventScroll: true });
    if (focused === next && next.disabled) back.focus({ preventScroll: true });
    const words = `${now().you}. ${now().everybody}.`;
    if (title.textContent !== now().title) title.textContent = now().title;
    if (told.textContent !== words) told.textContent = words;
    asks.show();
    const legend = legendOf(said.legend, 2, height, width);
    still.append(...legend.marks);
    return height + legend.high + 4;
  }

  // Lines from people to programs, all of one kind, and a person's place beside a program.
  const edge = (program) => [boxes[program].x - 2, boxes[program].y + 12];
  function line(pairs, looks, width = 1) {
    const d = pairs.map(([person, program]) => {
      const [x, y] = edge(program);
      return `M${places[person].x.toFixed(1)} ${places[person].y.toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    lines.append(svg("path", { class: looks, d: d.join(""), "stroke-width": width }));
  }
  function placeOf(program, standing) {
    const [x, y] = edge(program);
    lines.append(text(x - 2, y + 1, `${standing + 1}.`, "strong halo", "end"));
  }

  // Your name stands beside your mark, on the side where there is room.
  function nameYou(x) {
    const left = x + 40 > shown.picture.width.baseVal.value;
    const name = dots[you()].querySelector("text");
    name.setAttribute("x", left ? -8 : 8);
    name.setAttribute("text-anchor", left ? "end" : "start");
  }

  function move() {
    for (const gone of dots.splice(places.length)) gone.remove();
    places.forEach(({ person, x, y, shape }) => {
      let dot = dots[person];
      if (!dot) {
        dot = dots[person] = svg("g", { class: "btm-dot btm-moves btm-far" });
        dot.style.transitionDelay = `${(person * 37) % 500}ms`;
        moving.append(dot);
      }
      const own = person === you();
      const looks = own && !["circle", "square", "ring"].includes(shape) ? "yourself" : shape;
      if (dot.dataset.looks !== `${looks} ${own}`) {
        const form = looks === "yourself" ? "diamond" : SHAPES[shape] ? shape : "circle";
        const made = mark(form, own ? 5.5 : 3.4, looks === "yourself" ? "you" : looks);
        if (!SHAPES[shape] && !own) made.setAttribute("stroke", "none");
        dot.replaceChildren(made);
        if (own) dot.append(text(8, 4, said.you, "strong halo"));
        dot.dataset.looks = `${looks} ${own}`;
      }
      dot.style.transform = at(x, y);
    });
    nameYou(places[you()].x);
    moving.append(dots[you()]); // on top
  }

  const go = (step) => {
    model.set("step", Math.max(0, Math.min(last(), step)));
    model.save_changes();
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = said.play;
  };
  const start = () => {
    if (model.get("step") === last()) go(0);
    timer = setInterval(() => {
      go(model.get("step") + 1);
      if (model.get("step") === last() || !el.isConnected) stop();
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
    name: ({ person }) => (person === you() ? said.you : `${said.short_types[rows().people[person][0]]}, ${person + 1}`),
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
