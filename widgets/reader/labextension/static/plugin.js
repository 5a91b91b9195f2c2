// Where the reader's view begins: at each notebook whose metadata asks for it, and nowhere else.

import { havePatience } from "./patience.js";
import { Reader } from "./reader.js";

const asksForIt = (model) => Boolean(model.getMetadata?.("behind_the_match")?.reader);

export const makePlugin = (Widget) => ({
  id: "behind-the-match:reader",
  autoStart: true,
  activate(app) {
    havePatience();
    app.docRegistry.addWidgetExtension("Notebook", {
      createNew(panel, context) {
        let reader = null;
        void context.ready.then(() => {
          if (panel.isDisposed || !asksForIt(context.model)) return;
          reader = new Reader(app, panel, Widget);
          void reader.open();
        });
        // The notebook disposes of this when the page is closed.
        return {
          isDisposed: false,
          dispose() {
            this.isDisposed = true;
            reader?.dispose();
          },
        };
      },
    });
  },
});
