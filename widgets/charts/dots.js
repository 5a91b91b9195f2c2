// Seasons as dots: one for each season, in the bin where it ends; a tweak moves it to another.

const THICK = 4; // dots one above the other in a bin
const WIDE = 430; // from here on the names stand beside the bins

// Seat the dots of one world: who stays keeps the seat, so that only what changed moves.
function seated(before, after, last) {
  const seats = new Array(after.length);
  for (const bin of new Set(after)) {
    const own = [...after.keys()].filter((season) => after[season] === bin);
    const stays = (season) => (last ? last[season].bin : before[season]) === bin;
    const kept = last ? own.filter((season) => stays(season) && last[season].seat < own.length) : [];
    const taken = new Set(kept.map((season) => last[season].seat));
    const free = [...own.keys()].filter((seat) => !taken.has(seat));
    for (const season of kept) seats[season] = { bin, seat: last[season].seat };
    const rest = own.filter((season) => !seats[season]);
    rest.sort((one, other) => stays(other) - stays(one) || one - other);
    for (const season of rest) seats[season] = { bin, seat: free.shift() };
  }
  return seats;
}

// The outline of the first `count` seats of a bin.
function outline(count, x, y, pitch) {
  const full = x + Math.floor(count / THICK) * pitch;
  const rest = count % THICK;
  const step = rest ? `H${full + pitch}V${y + rest * pitch}` : "";
  return `M${x} ${y}${step || `H${full}`}H${full}V${y + THICK * pitch}H${x}Z`;
}

function render({ model, el }) {
  const dots = []; // of each world, of each season: its element
  let seats = []; // of each world, of each season: its bin and its seat
  let places = []; // of each dot: its world, season and place
  let chosen = null;
  const still = svg("g");
  const moving = svg("g");
  const ring = svg("circle", { class: "chosen", "stroke-width": 2.5, visibility: "hidden" });
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let falls = model.get("falls") && !reduced;

  function draw(width) {
    const bins = model.get("bins");
    const { worlds, shares } = model.get("rows");
    const beside = width >= WIDE;
    const left = beside ? 76 : 2;
    const right = beside ? 118 : 2;
    const most = Math.max(1, ...worlds.map((world) => world.after.length));
    const columns = Math.ceil(most / THICK);
    const pitch = Math.min(10, (width - left - right) / columns);
    const half = pitch * 0.4;
    still.replaceChildren();
    places = [];
    let top = 2;
    worlds.forEach((world, w) => {
      seats[w] = seated(world.before, world.after, seats[w]?.length === world.after.length ? seats[w] : null);
      if (world.name) {
        still.append(text(0, top + 12, world.name, "strong"));
        top += 20;
      }
      const tops = bins.map(([name], b) => {
        const said = shares.filter((row) => row.world === world.name && row.bin === name);
        const [was, now] = ["before", "after"].map((when) => said.find((row) => row.when === when));
        const count = (codes) => codes.reduce((sum, code) => sum + (code === b), 0);
        const empty = ![...worlds].some((one) => count(one.before) || count(one.after));
        const high = !empty ? THICK * pitch : beside ? 12 : 0;
        const same = was.text === now.text;
        if (beside) {
          still.append(text(left - 8, top + high / 2 + 4, name, "", "end"));
          const x = left + (empty && (now.note || was.note) ? 8 : columns * pitch + 14);
          const middle = top + high / 2;
          // Where there is no dot there is room for one line only, and at most a rule to tell of.
          const told = empty ? `${now.text}${same ? "" : `, before ${was.text}`}` : `${now.text} ${now.range}`;
          still.append(text(x, middle + (same || empty ? 4 : -2), told));
          if (!same && !empty) still.append(text(x, middle + 13, `before ${was.text}`, "quiet"));
        } else {
          const more = same ? "" : `, before ${was.text}`;
          still.append(text(left, top + 11, `${name}: ${now.text} ${empty ? "" : now.range}${more}`));
          top += 16;
        }
        const y = top;
        const bar = columns * pitch;
        if (high) still.append(svg("path", { class: "line", opacity: 0.5, d: `M${left} ${y}V${y + high}` }));
        if (!empty) {
          if (!same) still.append(svg("path", { class: "ghost", d: outline(count(world.before), left, y - 1, pitch) }));
          const [low, high95] = [now.low, now.high].map((share) => left + 1 + share * bar);
          const under = y + high + 3;
          still.append(svg("path", { class: "line", d: `M${low} ${under - 2}v4M${low} ${under}H${high95}M${high95} ${under - 2}v4` }));
        }
        top += high + (beside ? 10 : 8);
        return y;
      });
      dots[w] ??= [];
      for (const extra of dots[w].splice(world.after.length)) extra.remove();
      seats[w].forEach(({ bin, seat }, season) => {
        const x = left + 1 + (Math.floor(seat / THICK) + 0.5) * pitch;
        const y = tops[bin] + ((seat % THICK) + 0.5) * pitch;
        const shape = bins[bin][1];
        const moved = world.before[season] !== bin;
        let dot = dots[w][season];
        if (!dot) {
          dot = dots[w][season] = svg("g", { class: "btm-dot btm-moves" });
          Object.assign(dot.dataset, { season, world: w });
          if (falls) {
            dot.style.transform = at(x, -14);
            dot.style.transitionDelay = `${season * 6}ms`;
          }
          moving.append(dot);
        }
        const looks = `${shape} ${half.toFixed(2)} ${moved}`;
        if (dot.dataset.looks !== looks) {
          const made = mark(shape, half, moved ? `${shape} moved` : shape);
          made.setAttribute("stroke-width", moved ? pitch * 0.18 : shape === "ring" ? 1.2 : 0.8);
          dot.replaceChildren(made);
          dot.dataset.looks = looks;
        }
        // Most dots stay where they are.
        const stands = `${bin} ${x} ${y}`;
        if (dot.stands !== stands) {
          dot.dataset.bin = bin;
          if (!falls) dot.style.transform = at(x, y);
          dot.stands = stands;
        }
        places.push({ world: w, season, x, y, bin, seat });
      });
      top += 6;
    });
    for (const extra of dots.splice(worlds.length)) extra.forEach((dot) => dot.remove());
    seats = seats.slice(0, worlds.length);
    places.sort((one, other) => one.world - other.world || one.bin - other.bin || one.seat - other.seat);
    ring.setAttribute("r", half + 3.5);
    const legend = legendOf(model.get("legend"), left, top - 4, width - left);
    still.append(...legend.marks);
    asks.show();
    return top + legend.high;
  }

  // The dots fall when they are first seen, one shortly after the other.
  function fall([entry]) {
    if (!entry.isIntersecting) return;
    seen.disconnect();
    falls = false;
    for (const { world, season, x, y } of places) dots[world][season].style.transform = at(x, y);
    setTimeout(() => dots.flat().forEach((dot) => (dot.style.transitionDelay = "")), 2500);
  }
  const seen = new IntersectionObserver(fall, { threshold: 0.3 });

  const shown = frame({ model, el }, draw);
  const asks = asking(model, el, {
    label: model.get("ask_label"),
    invite: model.get("ask_invite"),
    marks: () => places.map(({ world, season }) => ({ world, season })),
    name: ({ world, season }) => {
      const rows = model.get("rows").worlds[world];
      return `${rows.name} ${season + 1}: ${model.get("bins")[rows.after[season]][0]}`;
    },
    choose(one) {
      chosen = one && places.find((place) => place.world === one.world && place.season === one.season);
      ring.setAttribute("visibility", chosen ? "visible" : "hidden");
      if (chosen) ring.style.transform = at(chosen.x, chosen.y);
    },
  });
  shown.picture.append(still, moving, ring);
  shown.picture.addEventListener("click", (event) => {
    const pressed = nearest(shown.picture, event, places, 14);
    if (pressed) asks.ask({ world: pressed.world, season: pressed.season });
  });
  if (falls) seen.observe(el);
  return () => {
    seen.disconnect();
    shown.end();
    asks.end();
  };
}

export default { render };
