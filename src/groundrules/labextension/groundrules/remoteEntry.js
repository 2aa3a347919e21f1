// The prebuilt JupyterLab extension, written by hand: lesson views before any kernel, lesson cells that run by
// themselves in trusted notebooks, hidden inputs, and keys that stay inside the view that has the focus.
// Its classes and tokens come from JupyterLab's own shared scope, so it needs no build and no copy of them.
(function () {
  "use strict";

  const NAME = "groundrules";
  const MIME = "application/vnd.groundrules.view+json";
  const WIDGET = "application/vnd.jupyter.widget-view+json";
  const LESSON = "lesson"; // the tag of a cell that belongs to the lesson and may run by itself
  const SETUP = "setup"; // the tag of a lesson cell that only prepares the others
  const SCORE = "score"; // the tag of a cell that is for the grader
  const WORDS = {
    start: "Start lesson",
    untrusted: "This lesson is a copy from elsewhere. It shows its exercises once you start it.",
    unreachable: "This part could not be shown.",
    again: "Try again",
    course: "Ground Rules",
    lessons: "Lessons",
    workbook: "Your workbook",
    home: "Home",
    review: "Review",
    outline: "Ground Rules: the course",
    menus: "Show JupyterLab's menus",
    noMenus: "Hide JupyterLab's menus",
  };
  const ICON =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="16"><g class="jp-icon3" fill="none" stroke="#616161" ' +
    'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M3 5.5l1.6 1.6L7.5 4M3 13.5l1.6 1.6L7.5 12M10.5 5.5H17M10.5 13.5H17"/></g></svg>';
  const PAGE = "gr-page-mode"; // on <body>: one lesson fills the window, and JupyterLab's own tools stay out of sight
  const STYLE = `
    .gr-lesson .gr-cell > .jp-Cell-inputWrapper,
    .gr-lesson .gr-cell :is(.jp-OutputPrompt, .jp-OutputArea-promptOverlay),
    .gr-lesson .gr-quiet,
    .gr-lesson .jp-InputPrompt,
    .gr-lesson .jp-Collapser,
    .${PAGE} .gr-lesson .jp-cell-toolbar,
    .${PAGE} .gr-lesson .jp-Notebook-footer,
    .${PAGE} .gr-lesson .jp-NotebookPanel-toolbar,
    .${PAGE} :is(#jp-top-panel, #jp-menu-panel, #jp-bottom-panel, #jp-left-stack, #jp-right-stack, .jp-SideBar) { display: none !important; }
    .${PAGE} :is(#jp-main-content-panel, #jp-main-vsplit-panel, #jp-main-split-panel, #jp-main-dock-panel, .gr-lesson) {
      inset: 0 !important; width: 100% !important; height: 100% !important; }
    .${PAGE} .gr-lesson { display: flex; flex-direction: column; }
    .${PAGE} .gr-lesson > * { position: relative !important; inset: 0 !important; width: 100% !important; }
    .${PAGE} .gr-lesson > .jp-Notebook { flex: 1 1 0; min-height: 0; height: auto !important; }
    .${PAGE} .gr-lesson > .lm-BoxPanel { contain: none !important; height: auto !important;
      overflow: visible; z-index: 2; }
    .${PAGE} .gr-lesson > .lm-BoxPanel > .gr-bar { position: relative !important; contain: none !important;
      inset: 0 !important; width: 100% !important; height: auto !important; box-sizing: border-box; overflow: visible; }
    .gr-lesson .jp-Notebook .jp-Cell { max-width: 46rem; margin-inline: auto; }
    .gr-wide-lesson.gr-wide-lesson .jp-Notebook .jp-Cell { max-width: 76rem; }
    .gr-lesson .jp-Notebook .gr-cell { padding: 0.25rem 5px; }
    .gr-lesson .jp-Notebook .jp-Cell:is(.jp-mod-active, .jp-mod-selected) { background: none; border-color: transparent; }
    .${PAGE} .gr-lesson .jp-Notebook .jp-Cell:focus-visible { box-shadow: none !important; outline: none; }
    .gr-lesson .jp-Notebook .jp-Cell.gr-cell::before, .gr-lesson .jp-MarkdownCell::before { display: none; }
    .gr-lesson .jp-MarkdownCell :is(.jp-Cell-inputArea, .jp-MarkdownOutput) { border-color: transparent; box-shadow: none; }
    .gr-lesson .jp-MarkdownCell { padding-block: 0; }
    .gr-lesson .jp-RenderedMarkdown { font-size: 1rem; line-height: 1.6; padding-inline: 0.25rem; }
    .gr-lesson .jp-RenderedHTMLCommon table { font-size: inherit; table-layout: auto; }
    .gr-lesson .jp-RenderedHTMLCommon :is(td, th) { text-align: start; vertical-align: top; white-space: normal; max-width: none; }
    .gr-bar { min-height: 2.5rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; justify-content: space-between;
      padding: 0.4rem 1rem; background: var(--jp-layout-color1); color: var(--jp-ui-font-color1);
      border-block-end: 1px solid var(--jp-border-color2); font-size: 0.9rem; }
    .gr-bar strong { font-weight: 600; margin-inline-end: auto; }
    .gr-bar nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; align-items: center; }
    .gr-bar :is(a, summary) { color: inherit; cursor: pointer; padding: 0.35rem 0; }
    .gr-bar details { position: relative; }
    .gr-bar .gr-drop { position: absolute; z-index: 100; inset-inline-end: 0; top: 100%; margin: 0; padding: 0.75rem 1rem;
      width: min(26rem, 80vw); max-height: 70vh; overflow: auto; box-shadow: var(--jp-elevation-z6);
      background: var(--jp-layout-color0); border: 1px solid var(--jp-border-color1); border-radius: 6px; }
    .gr-bar .gr-drop ol { margin: 0; padding: 0; list-style: none; }
    .gr-bar [aria-current] { font-weight: 600; }
    .gr-bar :is(a, summary):focus-visible { outline: 3px solid var(--jp-brand-color1); outline-offset: 1px; }
    .gr-bar button { font: inherit; padding: 0.35rem 0.6rem; border-radius: 6px; cursor: pointer; min-height: 1.75rem;
      border: 1px solid transparent; background: none; color: var(--jp-ui-font-color1); text-decoration: underline; }
    .gr-bar button.gr-main { font-weight: 600; text-decoration: none; border-color: var(--jp-ui-font-color1); }
    .gr-bar button:focus-visible { outline: 3px solid var(--jp-brand-color1); outline-offset: 1px; }`;

  const arriving = location.hash; // the view that a link led to; JupyterLab takes it off the address

  let scope = null;

  // JupyterLab's own copy of a package.
  async function shared(name) {
    const versions = Object.values(scope[name] || {});
    if (!versions.length) throw new Error(`${NAME}: JupyterLab does not share ${name}`);
    return (await versions[0].get())();
  }

  async function makePlugin() {
    const [{ Panel, Widget }, notebooks, { IRenderMimeRegistry }, { ServerConnection }, { PageConfig, URLExt }, components] =
      await Promise.all([
        shared("@lumino/widgets"),
        shared("@jupyterlab/notebook"),
        shared("@jupyterlab/rendermime"),
        shared("@jupyterlab/services"),
        shared("@jupyterlab/coreutils"),
        shared("@jupyterlab/ui-components"),
      ]);
    const { INotebookTracker, NotebookActions } = notebooks;
    const said = JSON.parse(PageConfig.getOption("groundrulesWords") || "{}"); // in the learner's language
    for (const name of Object.keys(WORDS)) WORDS[name] = said[WORDS[name]] ?? WORDS[name];
    const base = URLExt.join(PageConfig.getBaseUrl(), NAME);
    const settings = ServerConnection.makeSettings();
    let views = null;
    const loadViews = () =>
      (views ??= Promise.all([import(URLExt.join(base, "static", "views.js")), dressed()]).then(([module]) => module));

    // The views' styles; a view is drawn once they are there, so that nothing jumps.
    function dressed() {
      if (document.querySelector("link[data-groundrules]")) return Promise.resolve();
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.dataset.groundrules = "views";
      link.href = URLExt.join(base, "static", "views.css");
      return new Promise((resolve) => {
        link.onload = link.onerror = resolve;
        document.head.append(link);
      });
    }

    // JupyterLite has no server: there the views' module brings the host of the site that it stands in.
    const lite = PageConfig.getOption("appName") === "JupyterLite";
    // The way from a view to Python: our server extension, which needs no kernel.
    const tree = PageConfig.getOption("mode") === "single-document" ? "doc/tree" : "lab/tree";
    const addressOf = (notebook) => URLExt.join(PageConfig.getBaseUrl(), tree, "notebooks", encodeURIComponent(notebook));
    function makeHost(path) {
      return {
        href: (notebook, place) => addressOf(notebook) + (place ? `#gr:${place}` : ""),
        async ask(message) {
          if (lite) return (await loadViews()).siteHost.ask(message);
          const init = { method: "POST", body: JSON.stringify({ ...message, path }) };
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
          if (spec.id && arriving === `#gr:${spec.id}`) this.arrive();
        } catch (error) {
          views = null;
          this.shown = null;
          this.apologise(model, error);
        }
      }

      // Where the home page led to this view, it is shown, also when what stands above it grows for a while.
      arrive() {
        const show = () => this.node.scrollIntoView({ block: "start" });
        const watcher = new ResizeObserver(show);
        for (const cell of this.node.closest(".jp-Notebook")?.querySelectorAll(".jp-Cell") ?? []) watcher.observe(cell);
        const stop = () => watcher.disconnect();
        for (const kind of ["wheel", "keydown", "pointerdown"]) addEventListener(kind, stop, { once: true, capture: true });
        setTimeout(stop, 4000);
        show();
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

    const initialised = new WeakMap(); // when a session could have a kernel, where one starts only as it is asked for

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
      await (initialised.get(panel.sessionContext) ?? panel.sessionContext.ready);
      await NotebookActions.runCells(panel.content, cells, panel.sessionContext);
    }

    // A line above the lesson, made of sentences and buttons.
    function makeBar(panel, ...parts) {
      const bar = new Widget();
      bar.addClass("gr-bar");
      bar.node.append(...parts);
      panel.contentHeader.addWidget(bar);
      return bar;
    }

    function makeButton(text, onclick, className = "") {
      const button = document.createElement("button");
      Object.assign(button, { textContent: text, className, type: "button", onclick });
      return button;
    }

    function makeLink(text, notebook) {
      const link = document.createElement("a");
      link.textContent = text;
      link.href = addressOf(notebook);
      return link;
    }

    const loadOutline = () => import(URLExt.join(base, "static", "outline.js"));

    // The way to the other lessons, for people who never see JupyterLab's file browser; its ticks are those of now.
    function makeList(panel) {
      const details = document.createElement("details");
      const summary = document.createElement("summary");
      const place = document.createElement("div");
      place.className = "gr-drop";
      summary.textContent = WORDS.lessons;
      details.append(summary, place);
      const current = panel.context.path.split("/").pop();
      const look = () =>
        Promise.all([loadOutline(), makeHost("").ask({ do: "course.open" })])
          .then(([{ outlineList }, { lessons }]) =>
            place.replaceChildren(outlineList(lessons, { open: (notebook) => ({ href: addressOf(notebook) }), current })),
          )
          .catch(console.error);
      details.addEventListener("toggle", () => {
        summary.setAttribute("aria-expanded", String(details.open));
        if (details.open) void look();
      });
      details.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !details.open) return;
        details.open = false;
        summary.focus();
      });
      void look();
      return details;
    }

    // The course beside the notebooks, in the whole of JupyterLab.
    function addOutline(app, tracker, { LabIcon }) {
      const outline = new Widget();
      outline.id = `${NAME}-outline`;
      outline.title.caption = WORDS.outline;
      outline.title.icon = new LabIcon({ name: `${NAME}:outline`, svgstr: ICON });
      const path = () => tracker?.currentWidget?.context.path ?? "";
      const open = (notebook) => ({
        href: addressOf(notebook),
        onclick(event) {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          void app.commands.execute("docmanager:open", { path: `notebooks/${notebook}` });
        },
      });
      const shown = Promise.all([loadOutline(), dressed()]).then(([{ mountOutline }]) =>
        mountOutline(outline.node, makeHost(""), { open, current: () => path().split("/").pop() }),
      );
      shown.catch(console.error);
      tracker?.currentChanged.connect(() => void shown.then(({ look }) => look()));
      app.shell.add(outline, "left", { rank: 50, type: "Course" });
    }

    function offerStart(panel, cells) {
      const note = document.createElement("span");
      note.textContent = WORDS.untrusted;
      const bar = makeBar(
        panel,
        note,
        makeButton(
          WORDS.start,
          () => {
            bar.dispose();
            panel.content.activate();
            void run(panel, cells);
          },
          "gr-main",
        ),
      );
    }

    // In the window of a single document the lesson is a page; whoever wants JupyterLab's menus gets them back.
    function makePage(panel) {
      if (PageConfig.getOption("mode") !== "single-document") return;
      const name = document.createElement("strong");
      name.textContent = WORDS.course;
      const nav = document.createElement("nav");
      if (lite) nav.append(Object.assign(makeLink(WORDS.home, ""), { href: URLExt.join(PageConfig.getBaseUrl(), "../index.html") }));
      else {
        const [home, review, workbook] = ["home", "review", "workbook"].map((stem) => makeLink(WORDS[stem], `${stem}.ipynb`));
        nav.append(home, makeList(panel), review, workbook);
      }
      const menus = makeButton(WORDS.menus, () => {
        const page = document.body.classList.toggle(PAGE);
        menus.textContent = page ? WORDS.menus : WORDS.noMenus;
        window.dispatchEvent(new Event("resize"));
      });
      makeBar(panel, name, nav, menus);
      document.body.classList.add(PAGE);
      window.dispatchEvent(new Event("resize"));
    }

    // On a page a stray letter must not insert, move or change a cell. Controls, editors and key chords keep their keys.
    function keepPage(event) {
      if (!document.body.classList.contains(PAGE) || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      if (!target.closest?.(".gr-lesson") || target.closest(".gr-bar, .jp-OutputArea-output, .jp-Editor, a, button")) return;
      event.stopImmediatePropagation();
    }

    // On a machine that many share, a lesson that is only read starts no Python; the first cell that is run does.
    function startWhenAsked(registry) {
      const factory = registry.getWidgetFactory("Notebook");
      if (!factory || PageConfig.getOption("groundrulesKernel") !== "asked") return;
      Object.defineProperty(factory, "preferKernel", { value: false });
      Object.defineProperty(factory, "autoStartDefault", { get: () => true, set: () => {} });
      const createNew = factory.createNew.bind(factory);
      factory.createNew = (context, source) => {
        const session = context.sessionContext;
        // Who waits for a session, such as ipywidgets, means its kernel.
        const started = new Promise((resolve) => session.kernelChanged.connect((_, change) => change.newValue && resolve()));
        const initial = session.ready;
        initialised.set(session, initial);
        Object.defineProperty(session, "ready", { get: () => (session.session?.kernel ? initial : started) });
        return createNew(context, source);
      };
    }

    async function open(panel) {
      await panel.context.ready;
      if (!panel.content.model?.getMetadata(NAME)) return;
      panel.addClass("gr-lesson");
      panel.toggleClass("gr-wide-lesson", panel.content.model.getMetadata(NAME).lesson === "home");
      makePage(panel);
      markCells(panel);
      panel.content.model.cells.changed.connect(() => markCells(panel));
      const cells = cellsToRun(panel);
      if (!cells.length) return;
      if (cells.every((cell) => cell.model.trusted)) await run(panel, cells);
      else offerStart(panel, cells);
    }

    // voila has no server of ours: there the kernel's widget shows a view. Its page looks for widgets before it has
    // fetched them, and gives up after two seconds; so a view waits until its own is there.
    function showWidgets(app, rendermime) {
      const known = (manager, id) =>
        new Promise((resolve) => {
          manager.modelRegistered.connect((_, registered) => registered === id && resolve());
          if (manager.has_model(id)) resolve();
        });
      class Late extends Panel {
        async renderModel(model) {
          await known(await app.widgetManagerPromise.promise, model.data[WIDGET].model_id);
          const inner = rendermime.createRenderer(WIDGET);
          this.addWidget(inner);
          await inner.renderModel(model);
        }
      }
      rendermime.addFactory({ safe: false, mimeTypes: [MIME], createRenderer: () => new Late() }, -20); // before widgets
    }

    return {
      id: `${NAME}:plugin`,
      description: "Shows Ground Rules lessons as pages.",
      autoStart: true,
      requires: [IRenderMimeRegistry],
      optional: [INotebookTracker],
      activate(app, rendermime, tracker) {
        if (app.name === "Voila") {
          showWidgets(app, rendermime);
          return;
        }
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
        window.addEventListener("keydown", keepPage, true);
        startWhenAsked(app.docRegistry);
        if (!lite && PageConfig.getOption("mode") !== "single-document") addOutline(app, tracker, components);
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
