// <pressmark-search> around a form: suggestions while typing, as a combobox with a list that is chosen from by
// hand. What is typed stays what is searched; without this script the form searches all the same.

const DELAY_MS = 150;
const SPOKEN_AFTER_MS = 1000;
const LENGTH_MIN = 2;
const KEPT_MAX = 50;
const WIDTH_MIN = 360;

const STRINGS = {
  __proto__: null,
  en: {
    list: "Suggestions", none: "No suggestions", one: "1 suggestion", some: "{n} suggestions",
    result: "1 result", results: "{n} results", opens: "Publication",
  },
  de: {
    list: "Vorschläge", none: "Keine Vorschläge", one: "1 Vorschlag", some: "{n} Vorschläge",
    result: "1 Treffer", results: "{n} Treffer", opens: "Publikation",
  },
  fr: {
    list: "Suggestions", none: "Aucune suggestion", one: "1 suggestion", some: "{n} suggestions",
    result: "1 résultat", results: "{n} résultats", opens: "Publication",
  },
};
// Where a key typed is text, or means something already.
const WRITTEN_IN = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=reset]), textarea, select";

let made = 0;

class PressmarkSearch extends HTMLElement {
  #input;
  #form;
  #list;
  #regions;
  #ended;  // ends every listener
  #options = [];
  #active = -1;
  #shownFor = "";
  #asked;
  #asking = 0;
  #speaking = 0;
  #kept = new Map();

  connectedCallback() {
    if (this.#begin() || document.readyState !== "loading") return;
    document.addEventListener("DOMContentLoaded", () => this.isConnected && this.#begin(), { once: true });
  }

  disconnectedCallback() {
    this.#cancel();
    clearTimeout(this.#speaking);
    this.#ended?.abort();
    this.#ended = undefined;
    this.#list?.remove();
    this.#regions?.forEach((region) => region.remove());
  }

  #begin() {
    if (this.#ended) return true;
    const input = this.querySelector("input[type=search], input[name=q]");
    if (!input?.form) return false;
    this.#input = input;
    this.#form = input.form;

    const list = document.createElement("div");
    list.id = `pressmark-list-${made++}`;
    list.className = "pressmark-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.#words("list").text);
    list.hidden = true;
    this.#list = list;
    // Beside the input, so that it is met next to it by whoever goes through the page without a keyboard.
    input.after(list);

    // Two regions in turn, so that the same count is spoken again when it is news again.
    this.#regions = [0, 1].map(() => {
      const region = document.createElement("div");
      region.className = "pressmark-unseen";
      region.setAttribute("role", "status");
      this.append(region);
      return region;
    });

    const shortcuts = (this.getAttribute("shortcuts") ?? "/ mod+k").split(/\s+/);
    const names = [];
    if (shortcuts.includes("/")) names.push("/");
    if (shortcuts.includes("mod+k")) names.push("Control+K", "Meta+K");
    if (names.length > 0) input.setAttribute("aria-keyshortcuts", names.join(" "));
    for (const [name, value] of [["role", "combobox"], ["autocomplete", "off"], ["aria-autocomplete", "list"],
      ["aria-controls", list.id], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
    this.#listen(shortcuts);
    return true;
  }

  #listen(shortcuts) {
    const input = this.#input;
    this.#ended = new AbortController();
    const on = (target, type, use) => target.addEventListener(type, use, { signal: this.#ended.signal });
    const typed = (event) => {
      this.#setActive(-1);
      this.#cancel();
      if (!event.isComposing) this.#asking = setTimeout(() => this.#ask(0), DELAY_MS);
    };
    on(input, "input", typed);
    on(input, "compositionend", typed);
    on(input, "keydown", (event) => this.#key(event));
    // Focus that goes nowhere is a reader of the screen looking at the list, or another window.
    on(input, "focusout", ({ relatedTarget }) => relatedTarget && this.#dismiss());
    on(this.#form, "submit", () => this.#dismiss());
    // A press that took the focus from the input would close the list under the finger.
    on(this.#list, "mousedown", (event) => event.preventDefault());
    on(this.#list, "click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose([...this.#list.children].indexOf(option), event.ctrlKey || event.metaKey);
    });
    on(document, "pointerdown", (event) => {
      const [target] = event.composedPath();
      if (target !== input && !this.#list.contains(target)) this.#dismiss();
    });
    on(document, "keydown", (event) => this.#shortcut(event, shortcuts));
    on(window, "resize", () => this.#place());
  }

  #shortcut(event, shortcuts) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const slash = key === "/" && !ctrlKey && !metaKey && !altKey;
    const letter = (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === "k";
    if (event.defaultPrevented || event.isComposing) return;
    if (!(slash && shortcuts.includes("/")) && !(letter && shortcuts.includes("mod+k"))) return;
    const [at] = event.composedPath();
    if (at.isContentEditable || at.matches?.(WRITTEN_IN)) return;
    if (this.#input.getClientRects().length === 0) return;
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }

  #key(event) {
    const { key, altKey } = event;
    const open = !this.#list.hidden;
    if (key === "Tab") return this.#dismiss();
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    switch (key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (this.#text().length < LENGTH_MIN) return;
        event.preventDefault();
        if (altKey && key === "ArrowUp") return this.#dismiss();
        const step = altKey ? 0 : key === "ArrowDown" ? 1 : -1;
        if (this.#shownFor !== this.#text()) return void this.#ask(step);
        if (!open) this.#open();
        if (step !== 0) this.#move(step);
        return;
      }
      case "Enter":
        if (!open || this.#active < 0) return;
        event.preventDefault();
        return this.#choose(this.#active, false);
      case "Escape":
        if (!open && this.#input.value === "") return;
        event.preventDefault();
        this.#dismiss();
        if (open) return;
        this.#input.value = "";
        this.#input.dispatchEvent(new Event("input", { bubbles: true }));
        return;
      case "ArrowLeft":
      case "ArrowRight":
        return this.#setActive(-1);
      case "Home":
      case "End": {
        if (this.#active < 0) return;
        event.preventDefault();
        const place = key === "Home" ? 0 : this.#input.value.length;
        this.#input.setSelectionRange(place, place);
        this.#setActive(-1);
      }
    }
  }

  #text() {
    return this.#input.value.trim();
  }

  /// A word of the table, or what the page says in its place; `lang` where that is not the page's language.
  #words(name, count) {
    const page = this.closest("[lang]")?.lang ?? "";
    const primary = page.split("-")[0].toLowerCase();
    const own = this.getAttribute(`text-${name}`);
    const language = STRINGS[primary] ? primary : "en";
    let number = "";
    if (count !== undefined) {
      try {
        number = count.toLocaleString(page || language);
      } catch {
        number = String(count);
      }
    }
    const text = (own ?? STRINGS[language][name]).replace("{n}", number);
    return { text, number, lang: own === null && language !== primary ? language : "" };
  }

  #write(element, words) {
    element.textContent = words.text;
    if (words.lang) element.lang = words.lang;
    else element.removeAttribute("lang");
  }

  #say(count) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => {
      const [last, next] = this.#regions;
      last.textContent = "";
      this.#write(next, this.#words(count === 0 ? "none" : count === 1 ? "one" : "some", count));
      this.#regions.reverse();
    }, SPOKEN_AFTER_MS);
  }

  #cancel() {
    clearTimeout(this.#asking);
    this.#asked?.abort();
    this.#asked = undefined;
  }

  #setActive(index) {
    this.#list.children[this.#active]?.removeAttribute("aria-selected");
    this.#active = index;
    const option = this.#list.children[index];
    if (!option) return this.#input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /// One place more than there are options: the text itself.
  #move(step) {
    const places = this.#options.length + 1;
    this.#setActive(((this.#active + 1 + step + places) % places) - 1);
  }

  /// Under the input and as wide, or, where that is narrow, as wide as the form.
  #place() {
    const list = this.#list;
    if (list.hidden) return;
    const around = list.offsetParent?.getBoundingClientRect() ?? { top: 0, left: 0 };
    const input = this.#input.getBoundingClientRect();
    const { left, width } = input.width < WIDTH_MIN ? this.#form.getBoundingClientRect() : input;
    list.style.top = `${input.bottom - around.top - (list.offsetParent?.clientTop ?? 0)}px`;
    list.style.left = `${left - around.left - (list.offsetParent?.clientLeft ?? 0)}px`;
    list.style.width = `${width}px`;
  }

  #open() {
    if (this.#options.length === 0) return;
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#place();
  }

  #close() {
    this.#setActive(-1);
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
  }

  #dismiss() {
    this.#cancel();
    clearTimeout(this.#speaking);
    this.#close();
  }

  #choose(index, elsewhere) {
    const { text, url } = this.#options[index];
    this.#dismiss();
    if (!url) {
      this.#input.value = text;
      return this.#form.requestSubmit();
    }
    const target = elsewhere ? "_blank" : this.#form.getAttribute("target");
    if (target) window.open(url, target, "noopener");
    else location.assign(url);
  }

  /// Suggestions for what is typed now; then the choice moves by `step`.
  async #ask(step) {
    this.#cancel();
    const text = this.#text();
    if (text.length < LENGTH_MIN) return this.#show(text, [], 0);
    const kept = this.#kept.get(text);
    if (kept) return this.#show(text, kept, step);
    const asked = new AbortController();
    this.#asked = asked;
    try {
      const suggestions = await this.#fetch(text, asked.signal);
      if (asked.signal.aborted) return;
      if (this.#kept.size === KEPT_MAX) this.#kept.clear();
      this.#kept.set(text, suggestions);
      this.#show(text, suggestions, step);
    } catch {
      // They are a help: without them the form still searches.
      if (!asked.signal.aborted) this.#show(text, [], 0);
    }
  }

  async #fetch(text, signal) {
    const own = this.getAttribute("suggest");
    const action = new URL(this.#form.getAttribute("action") ?? "", document.baseURI);
    const address = own === null ? new URL("api/v1/suggest", action) : new URL(own, document.baseURI);
    address.searchParams.set("q", text);
    address.searchParams.set("limit", this.getAttribute("limit") ?? "8");
    const answer = await fetch(address, { signal, credentials: "omit" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const { suggestions } = await answer.json();
    return suggestions.map((suggestion) => {
      const url = new URL(suggestion.url, address);
      const opens = !suggestion.url.startsWith("/search?") && /^https?:$/.test(url.protocol);
      return { text: suggestion.text, total: suggestion.total, url: opens ? url.href : "" };
    });
  }

  #show(text, suggestions, step) {
    this.#close();
    this.#shownFor = text;
    this.#options = suggestions;
    this.#list.replaceChildren(...suggestions.map((suggestion, index) => this.#option(suggestion, index)));
    if (text.length < LENGTH_MIN) return clearTimeout(this.#speaking);
    if (!this.#input.matches(":focus")) return;
    this.#open();
    if (step !== 0) this.#move(step);
    this.#say(suggestions.length);
  }

  #option({ text, total, url }, index) {
    const option = document.createElement("div");
    option.id = `${this.#list.id}-${index}`;
    option.className = "pressmark-option";
    option.setAttribute("role", "option");
    const name = document.createElement("bdi");
    name.textContent = text;
    // What is seen is short, what is heard is whole.
    const seen = document.createElement("span");
    seen.className = "pressmark-about";
    seen.setAttribute("aria-hidden", "true");
    const heard = document.createElement("span");
    heard.className = "pressmark-unseen";
    const words = url ? this.#words("opens") : this.#words(total === 1 ? "result" : "results", total);
    this.#write(seen, url ? words : { text: words.number });
    this.#write(heard, { ...words, text: `, ${words.text}` });
    option.append(name, seen, heard);
    return option;
  }
}

if (!customElements.get("pressmark-search")) customElements.define("pressmark-search", PressmarkSearch);
