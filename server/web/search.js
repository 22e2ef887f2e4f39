// Suggestions under the search box: a combobox with a list, chosen from by hand. What is typed stays what is searched;
// without this script the box is an ordinary form.
"use strict";
(() => {
  const input = document.getElementById("q");
  if (!input || !input.form || !window.fetch || !window.AbortController) return;
  const form = input.form;
  const DELAY_MS = 150;
  const LENGTH_MIN = 2;

  const list = document.createElement("div");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  input.after(list);

  // Two regions in turn, so that the same count is spoken again when it is news again.
  const regions = [0, 1].map(() => {
    const region = document.createElement("div");
    region.className = "vh";
    region.setAttribute("role", "status");
    form.append(region);
    return region;
  });
  let turn = 0;
  let speaking = 0;
  const say = (text) => {
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      regions[turn].textContent = "";
      turn = 1 - turn;
      regions[turn].textContent = text;
    }, 1000);
  };

  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-haspopup", "listbox"],
                               ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }

  const seen = new Map();
  let options = [];
  let active = -1;
  let timer = 0;
  let asked = null;

  const setActive = (index) => {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = index;
    if (options[active]) {
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const close = () => {
    setActive(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const open = () => {
    if (options.length === 0) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const choose = (option) => {
    close();
    if (option.dataset.url.startsWith("/search?")) {
      input.value = option.dataset.text;
      form.requestSubmit();
    } else {
      location.assign(option.dataset.url);
    }
  };

  const show = (suggestions) => {
    close();
    options = suggestions.map((suggestion, index) => {
      const option = document.createElement("div");
      option.id = "suggestion-" + index;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = suggestion.url;
      option.dataset.text = suggestion.text;
      const text = document.createElement("bdi");
      text.textContent = suggestion.text;
      const count = document.createElement("span");
      count.className = "count";
      count.textContent = suggestion.url.startsWith("/search?") ? suggestion.total.toLocaleString("en") : "opens";
      option.append(text, count);
      option.addEventListener("click", () => choose(option));
      return option;
    });
    list.replaceChildren(...options);
    if (document.activeElement !== input) return;
    open();
    const number = options.length;
    say(number === 0 ? "No suggestions" : number === 1 ? "1 suggestion" : number + " suggestions");
  };

  const ask = async () => {
    const text = input.value.trim();
    if (asked) asked.abort();
    if (text.length < LENGTH_MIN) {
      options = [];
      close();
      return;
    }
    if (seen.has(text)) {
      show(seen.get(text));
      return;
    }
    const mine = new AbortController();
    asked = mine;
    try {
      const answer = await fetch("/api/v1/suggest?limit=8&q=" + encodeURIComponent(text), { signal: mine.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { suggestions } = await answer.json();
      seen.set(text, suggestions);
      if (asked === mine) show(suggestions);
    } catch (error) {
      // Suggestions are a help: when they fail, the form still searches.
      if (error.name !== "AbortError") {
        options = [];
        close();
      }
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const isOpen = !list.hidden;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (options.length === 0) return;
        event.preventDefault();
        open();
        // One place more than there are options: the text itself.
        const places = options.length + 1;
        const step = event.key === "ArrowDown" ? 1 : -1;
        setActive(((active + 1 + step + places) % places) - 1);
        return;
      }
      case "Enter":
        if (isOpen && options[active]) {
          event.preventDefault();
          choose(options[active]);
        }
        return;
      case "Escape":
        if (isOpen) {
          event.preventDefault();
          close();
        } else {
          input.value = "";
        }
        return;
      case "Tab":
        close();
        return;
      case "ArrowLeft":
      case "ArrowRight":
      case "Home":
      case "End":
        setActive(-1);
    }
  });
  // Taking the focus away from the input would close the list under a finger or a pointer.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  document.addEventListener("pointerdown", (event) => {
    if (!list.contains(event.target) && event.target !== input) close();
  });

  // Addresses stay short: what is empty or as it is anyway is not sent.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (asked) asked.abort();
    for (const field of form.elements) {
      if (field.name && field.name !== "q" && (field.value === "" || (field.name === "sort" && field.value === "relevance"))) {
        field.disabled = true;
      }
    }
  });
  addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
})();
