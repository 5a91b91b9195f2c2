// Rank order lists as rows of people, with the last one in marked, and "you" on each.

const SIDE_BY_SIDE = 520; // from here on the words stand beside the row

// Many small dots as one path.
const dotted = (places, x, y, r) =>
  places.map((place) => `M${(x(place) - r).toFixed(1)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`).join("");

const upTo = (first, last) => Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);

function render({ model, el }) {
  const still = svg("g");
  const moving = svg("g");
  const yous = new Map(); // of each program: its diamond

  function draw(width) {
    const rows = model.get("rows").lists;
    const beside = width >= SIDE_BY_SIDE;
    const left = beside ? 84 : 4;
    const longest = Math.max(...rows.map((row) => Math.max(row.text.length, row.more.length)));
    const right = beside ? Math.max(236, LETTER * longest) : 4;
    const tall = beside ? 31 : 72;
    still.replaceChildren();
    const met = new Set();
    rows.forEach((row, nth) => {
      const top = nth * tall;
      const y = top + (beside ? 15 : 56);
      if (beside) still.append(text(left - 8, y + 4, row.program, "", "end"));
      else {
        still.append(text(left, top + 12, row.program, "strong"));
        still.append(text(left, top + 26, row.text), text(left, top + 40, row.more, "quiet"));
      }
      if (beside) {
        still.append(text(width - right + 4, y + (row.more ? -3 : 4), row.text));
        still.append(text(width - right + 4, y + 12, row.more, "quiet"));
      }
      if (row.closed) {
        still.append(svg("path", { class: "ghost", d: `M${left} ${y}H${width - right}` }));
        return;
      }
      // Each row has its own scale: what counts is on which side of its end you stand.
      const most = Math.min(row.length, Math.ceil(1.12 * Math.max(row.end_high, row.before ?? 0, row.after ?? 0)));
      const step = (width - left - right - 8) / most;
      const x = (place) => left + 4 + (place - 0.5) * step;
      const r = Math.min(3, step * 0.38);
      const people = (first, last) =>
        r > 1.4
          ? dotted(upTo(first, last), x, y, r)
          : `M${x(first)} ${y - 2}H${x(Math.max(first, last))}v4H${x(first)}Z`;
      const last = most;
      const end = Math.min(row.end, last);
      const over = row.end >= row.length; // positions stay open: everybody on the list was reached
      still.append(
        svg("rect", { class: "band", x: x(row.end_low), y: y - 10, height: 20, width: Math.max(2, x(Math.min(row.end_high, most)) - x(row.end_low)) }),
        svg("path", { class: "in", d: end ? people(1, end) : "" }),
        svg("path", { class: "out", d: end < last ? people(end + 1, last) : "" }),
      );
      const bar = x(end) + step / 2;
      still.append(svg("path", { class: "end", "stroke-width": over ? 1 : 2.5, "stroke-dasharray": over ? "2 2" : "none", d: `M${bar} ${y - 12}V${y + 12}` }));
      if (row.before !== null && row.before !== row.after) {
        const was = mark("circle", 5, "was");
        was.setAttribute("stroke-width", 2);
        const holder = svg("g");
        holder.style.transform = at(x(Math.min(row.before, most)), y);
        holder.append(was);
        if (row.after !== null) {
          still.append(svg("path", { class: "line", "stroke-width": 1.5, d: `M${x(row.before)} ${y}H${x(row.after)}` }));
        }
        still.append(holder);
      }
      if (row.after !== null) {
        met.add(row.program);
        let you = yous.get(row.program);
        if (!you) {
          you = svg("g", { class: "btm-moves" });
          const shape = mark("diamond", 6.5, "you");
          shape.setAttribute("stroke-width", 1.2);
          you.append(shape);
          you.dataset.program = row.program;
          yous.set(row.program, you);
          moving.append(you);
        }
        you.style.transform = at(x(Math.min(row.after, most)), y);
      }
    });
    for (const [program, you] of yous) {
      if (met.has(program)) continue;
      you.remove();
      yous.delete(program);
    }
    const low = rows.length * tall + (beside ? 2 : 8);
    const legend = legendOf(model.get("legend"), left, low, width - left);
    still.append(...legend.marks);
    return low + 4 + legend.high;
  }

  const shown = frame({ model, el }, draw);
  shown.picture.append(still, moving);
  return shown.end;
}

export default { render };
