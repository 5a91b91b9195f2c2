// What only the browser can do: copy, and save a file.

const SVG = "http://www.w3.org/2000/svg";

// A button for what only the browser can do. What goes wrong is said under it.
function deed(one, act) {
  const button = field("button", { type: "button" });
  button.addEventListener("click", async () => {
    one.send({ help: "", problem: "" });
    try {
      await act();
    } catch (error) {
      one.send({ problem: error.message });
    }
  });
  return {
    row: [button],
    fields: [button],
    follow() {
      button.textContent = one.get("label");
    },
  };
}

function copy({ one }) {
  return deed(one, async () => {
    one.typeAll();
    try {
      await navigator.clipboard.writeText(wanted(one.model, one.get("box"), "text"));
    } catch {
      throw new Error(one.get("refused"));
    }
    one.send({ help: one.get("done") });
  });
}

// The picture as it stands on the page, drawn by Vega as SVG, with its sentence as its title.
async function drawnSvg(one) {
  const chart = await one.model.widget_manager.get_model(one.get("chart").replace("IPY_MODEL_", ""));
  const views = await Promise.all(Object.values(chart.views ?? {}));
  const found = views.map((view) => [...view.el.querySelectorAll("svg.marks")]);
  const drawn = found.find(([svg]) => svg?.isConnected);
  if (!drawn) throw new Error(one.get("missing"));
  const { svg, width, height } = stacked(drawn);
  const title = document.createElementNS(SVG, "title");
  title.textContent = chart.get("description");
  svg.prepend(title);
  return { width, height, text: new XMLSerializer().serializeToString(svg) };
}

// Pictures that are told together are saved together, one below the other.
function stacked(pictures) {
  const sizes = pictures.map(({ width, height }) => [width.baseVal.value, height.baseVal.value]);
  const width = Math.max(...sizes.map(([wide]) => wide));
  const height = sizes.reduce((all, [, high]) => all + high, 0);
  const copies = pictures.map((picture) => picture.cloneNode(true));
  if (copies.length === 1) {
    copies[0].setAttribute("xmlns", SVG);
    return { svg: copies[0], width, height };
  }
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
    svg.setAttribute(name, value);
  copies.reduce((top, copy, nth) => {
    copy.setAttribute("y", top);
    svg.append(copy);
    return top + sizes[nth][1];
  }, 0);
  return { svg, width, height };
}

async function pngOf({ width, height, text }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const sharp = 2; // pixels of the file per pixel of the page
  const canvas = document.createElement("canvas");
  canvas.width = sharp * width;
  canvas.height = sharp * height;
  const paper = canvas.getContext("2d");
  paper.fillStyle = "white";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((tell) => canvas.toBlob(tell, "image/png"));
}

function download({ one }) {
  const offer = (blob) => {
    const link = make("a", { download: one.get("file_name") });
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  let awaited = false; // this view asked for the text, not another view of the same button
  const shown = deed(one, async () => {
    const form = one.get("form");
    if (form === "text") {
      awaited = true;
      one.send({ presses: one.wanted("presses") + 1 });
      return;
    }
    const drawn = await drawnSvg(one);
    offer(form === "png" ? await pngOf(drawn) : new Blob([drawn.text], { type: "image/svg+xml" }));
  });
  let last = one.get("made");
  const name = shown.follow;
  shown.follow = () => {
    name();
    if (awaited && last !== one.get("made")) {
      awaited = false;
      const type = one.get("file_name").endsWith(".html") ? "text/html" : "text/csv";
      offer(new Blob([one.get("content")], { type: `${type};charset=utf-8` }));
      one.send({ content: "" });
    }
    last = one.get("made");
  };
  return shown;
}
