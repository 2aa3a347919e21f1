// The prebuilt JupyterLab extension, written by hand: lesson views before any kernel, lesson cells that run by
// themselves in trusted notebooks, hidden inputs, and keys that stay inside the view that has the focus.
// Its classes and tokens come from JupyterLab's own shared scope, so it needs no build and no copy of them.
(function () {
  "use strict";

  const NAME = "groundrules";
  const MIME = "application/vnd.groundrules.view+json";
  const LESSON = "lesson"; // the tag of a cell that belongs to the lesson and may run by itself
  const SETUP = "setup"; // the tag of a lesson cell that only prepares the others
  const SCORE = "score"; // the tag of a cell that is for the grader
  const WORDS = {
    start: "Start lesson",
    untrusted: "This lesson is a copy from elsewhere. It shows its exercises once you start it.",
    unreachable: "This part could not be shown.",
    again: "Try again",
  };
  const STYLE = `
    .gr-lesson .gr-cell > .jp-Cell-inputWrapper,
    .gr-lesson .gr-cell .jp-OutputPrompt,
    .gr-lesson .gr-quiet { display: none; }
    .gr-lesson .gr-cell { padding-inline: 0; }
    .gr-lesson .jp-Notebook .jp-Cell { max-width: 46rem; margin-inline: auto; }
    .gr-lesson .jp-InputPrompt, .gr-lesson .jp-Collapser { display: none; }
    .gr-lesson .jp-RenderedMarkdown { line-height: 1.6; }
    .gr-lesson .jp-Notebook { padding-inline: 0.75rem; }
    .gr-start { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; padding: 0.75rem 1rem;
      background: var(--jp-layout-color2); color: var(--jp-ui-font-color1); }
    .gr-start button { font: inherit; font-weight: 600; padding: 0.5rem 1rem; border-radius: 6px; cursor: pointer;
      border: 1px solid var(--jp-brand-color1); background: var(--jp-layout-color0); color: inherit; }
    .gr-start button:focus-visible { outline: 3px solid var(--jp-brand-color1); outline-offset: 2px; }`;

  let scope = null;

  // JupyterLab's own copy of a package.
  async function shared(name) {
    const versions = Object.values(scope[name] || {});
    if (!versions.length) throw new Error(`${NAME}: JupyterLab does not share ${name}`);
    return (await versions[0].get())();
  }

  async function makePlugin() {
    const [{ Widget }, notebooks, { IRenderMimeRegistry }, { ServerConnection }, { PageConfig, URLExt }] =
      await Promise.all([
        shared("@lumino/widgets"),
        shared("@jupyterlab/notebook"),
        shared("@jupyterlab/rendermime"),
        shared("@jupyterlab/services"),
        shared("@jupyterlab/coreutils"),
      ]);
    const { INotebookTracker, NotebookActions } = notebooks;
    const base = URLExt.join(PageConfig.getBaseUrl(), NAME);
    const settings = ServerConnection.makeSettings();
    let views = null;
    const loadViews = () => (views ??= import(URLExt.join(base, "static", "views.js")));

    // The way from a view to Python: our server extension, which needs no kernel.
    function makeHost(path) {
      return {
        async ask(message) {
          const init = { method: "POST", body: JSON.stringify({ path, ...message }) };
          const response = await ServerConnection.makeRequest(URLExt.join(base, "api"), init, settings);
          if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
          return response.json();
        },
      };
    }

    class View extends Widget {
      constructor(options) {
        super();
        this.path = options.resolver?.path ?? "";
        this.shown = null;
        this.mounted = null;
      }

      async renderModel(model) {
        const spec = model.data[MIME];
        const text = JSON.stringify(spec);
        if (text === this.shown) return; // drawn already: what the person has begun stays
        this.shown = text;
        this.mounted?.destroy();
        const folder = this.path.includes("/") ? this.path.slice(0, this.path.lastIndexOf("/")) : "";
        try {
          const { mountView } = await loadViews();
          this.mounted = mountView(this.node, spec, makeHost(folder));
        } catch (error) {
          views = null;
          this.shown = null;
          this.apologise(model, error);
        }
      }

      apologise(model, error) {
        console.error(error);
        const retry = document.createElement("button");
        retry.textContent = WORDS.again;
        retry.onclick = () => this.renderModel(model);
        this.node.replaceChildren(WORDS.unreachable + " ", retry);
      }

      dispose() {
        this.mounted?.destroy();
        super.dispose();
      }
    }

    const tagsOf = (cell) => cell.model.getMetadata("tags") ?? [];

    function markCells(panel) {
      for (const cell of panel.content.widgets) {
        const tags = tagsOf(cell);
        cell.toggleClass("gr-cell", tags.includes(LESSON));
        cell.toggleClass("gr-quiet", tags.includes(SCORE) || tags.includes(SETUP));
      }
    }

    const shows = (cell) => cell.model.outputs.length > 0;

    // The lesson's own cells that still have something to show; the learner's cells are never among them.
    function cellsToRun(panel) {
      const own = panel.content.widgets.filter((c) => c.model.type === "code" && tagsOf(c).includes(LESSON));
      const waiting = own.filter((c) => !tagsOf(c).includes(SETUP) && !shows(c));
      return waiting.length ? own.filter((c) => tagsOf(c).includes(SETUP) || !shows(c)) : [];
    }

    async function run(panel, cells) {
      await panel.sessionContext.ready;
      await NotebookActions.runCells(panel.content, cells, panel.sessionContext);
    }

    function offerStart(panel, cells) {
      const bar = new Widget();
      bar.addClass("gr-start");
      const button = document.createElement("button");
      button.textContent = WORDS.start;
      button.onclick = () => {
        bar.dispose();
        void run(panel, cells);
      };
      const note = document.createElement("span");
      note.textContent = WORDS.untrusted;
      bar.node.append(button, note);
      panel.contentHeader.addWidget(bar);
    }

    async function open(panel) {
      await panel.context.ready;
      if (!panel.content.model?.getMetadata(NAME)) return;
      panel.addClass("gr-lesson");
      markCells(panel);
      panel.content.model.cells.changed.connect(() => markCells(panel));
      const cells = cellsToRun(panel);
      if (!cells.length) return;
      if (cells.every((cell) => cell.model.trusted)) await run(panel, cells);
      else offerStart(panel, cells);
    }

    return {
      id: `${NAME}:plugin`,
      description: "Shows Ground Rules lessons as pages.",
      autoStart: true,
      requires: [IRenderMimeRegistry],
      optional: [INotebookTracker],
      activate(app, rendermime, tracker) {
        const style = document.createElement("style");
        style.textContent = STYLE;
        document.head.append(style);
        // A view shows only text and talks only to our own server, so it is safe in an untrusted notebook.
        rendermime.addFactory({ safe: true, mimeTypes: [MIME], createRenderer: (o) => new View(o) }, 0);
        // JupyterLab's command keys (x, dd, arrows) must not fire while a control in an output has the focus.
        document.addEventListener(
          "focusin",
          (event) => {
            if (event.target.closest?.(".jp-OutputArea-output"))
              event.target.setAttribute("data-lm-suppress-shortcuts", "true");
          },
          true,
        );
        void loadViews().catch(() => (views = null)); // early, so that it is there when the page shows
        tracker?.forEach((panel) => void open(panel));
        tracker?.widgetAdded.connect((_, panel) => void open(panel));
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init(sharedScope) {
      scope = sharedScope;
    },
    async get(module) {
      if (module !== "./extension") throw new Error(`${NAME}: there is no module ${module}`);
      const plugin = await makePlugin();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
