// What the notebook loads: a container as a bundler would make it, here written by hand.
//
// `init` is given the modules that the notebook shares, `get` is asked for our plugin.
(() => {
  const beside = (name) => new URL(name, document.currentScript.src).href;
  const plugin = beside("plugin.js");
  const looks = Object.assign(document.createElement("link"), { rel: "stylesheet", href: beside("reader.css") });
  let shared = {};
  (window._JUPYTERLAB ??= {})["behind-the-match"] = {
    init(modules) {
      shared = modules;
    },
    async get() {
      document.head.append(looks);
      const [{ makePlugin }, lumino] = await Promise.all([
        import(plugin),
        Object.values(shared["@lumino/widgets"])[0].get(),
      ]);
      const { Widget } = lumino();
      return () => ({ __esModule: true, default: makePlugin(Widget) });
    },
  };
})();
