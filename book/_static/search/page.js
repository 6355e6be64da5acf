// The search page: the query in its address, and the answers below the field.

(() => {
  const PAGES_AT_ONCE = 10;
  const LONGEST_SHOWN = 60; // characters of a query
  const BEFORE_A_HIT = 50; // characters of an excerpt
  const EXCERPT = { en: 240, ko: 150 };

  const language = document.documentElement.lang;
  const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  const terms = searchQuery.understand(query);

  const field = document.querySelector(".book-search input");
  const status = document.getElementById("results-status");
  const instead = document.getElementById("results-instead");
  const results = document.getElementById("results");
  const more = document.getElementById("results-more");

  // Content is text or elements, never HTML: nothing in it can run.
  function make(tag, content, attributes = {}) {
    const element = document.createElement(tag);
    element.append(...[content].flat());
    return Object.assign(element, attributes);
  }

  // Where the hits in a text begin and end.
  function hits(text) {
    const lower = text.toLowerCase();
    const all = (pattern) => [...lower.matchAll(pattern)];
    const found = terms.flatMap(({ pattern, words }) => {
      const whole = all(pattern);
      return whole.length ? whole : words.flatMap(all);
    });
    let end = 0;
    return found
      .map((hit) => [hit.index, hit.index + hit[0].length])
      .sort((a, b) => a[0] - b[0] || b[1] - a[1])
      .filter((hit) => hit[0] >= end && (end = hit[1]));
  }

  function marked(text) {
    const pieces = [];
    let end = 0;
    for (const [from, to] of hits(text)) {
      pieces.push(text.slice(end, from), make("mark", text.slice(from, to)));
      end = to;
    }
    return [...pieces, text.slice(end)];
  }

  // The stretch of a text with the most hits in it, from a whole word on.
  function stretch(text) {
    const length = EXCERPT[language];
    let [from, most] = [0, 0];
    const found = hits(text);
    for (const [start] of found) {
      const inside = found.filter(
        ([first, end]) => first >= start && end <= start + length - BEFORE_A_HIT,
      ).length;
      if (inside > most) [from, most] = [start, inside];
    }
    from = from > BEFORE_A_HIT ? text.indexOf(" ", from - BEFORE_A_HIT) + 1 : 0;
    let to = from + length;
    to = to < text.length ? text.lastIndexOf(" ", to) : text.length;
    return [
      from ? "… " : "",
      ...marked(text.slice(from, to)),
      to < text.length ? " …" : "",
    ];
  }

  function excerpt({ text, code }) {
    const names = code.split(" ").filter((name) => hits(name).length);
    return names.length && !hits(text).length
      ? make("p", make("code", marked(names.join(" "))))
      : make("p", stretch(text));
  }

  function result({ path, title, sections }) {
    const page = `${path}.html`;
    const link = (title, href) => make("a", marked(title), { href });
    // What a page begins with has no anchor, and comes first.
    const [others, top] = [true, false].map((kind) =>
      sections.filter(({ anchor }) => Boolean(anchor) === kind),
    );
    const parts = others.flatMap((section) => [
      make("h3", link(section.title, `${page}#${section.anchor}`)),
      excerpt(section),
    ]);
    const heading = make("h2", link(title, page));
    return make("li", [heading, make("small", path), ...top.map(excerpt), ...parts]);
  }

  function suggest() {
    const links = searchQuery
      .suggest(query)
      .map((name) => [name, { href: `?q=${encodeURIComponent(name)}` }])
      .map(([name, address]) => make("li", make("a", name, address)));
    instead.append(make("ul", links));
    instead.hidden = false;
  }

  function show({ complete, pages }) {
    const kind = !pages.length ? "none" : complete ? "some" : "part";
    const short =
      query.length > LONGEST_SHOWN
        ? `${query.slice(0, LONGEST_SHOWN)}…`
        : query;
    status.textContent = status.dataset[kind]
      .replace("{n}", pages.length)
      .replace("{q}", () => short);
    document.title = `${short} - ${document.title}`;
    let shown = 0;
    const showMore = () => {
      const next = pages.slice(shown, (shown += PAGES_AT_ONCE));
      results.append(...next.map(result));
      more.hidden = shown >= pages.length;
    };
    more.addEventListener("click", showMore);
    showMore();
  }

  field.value = query;
  field.focus();
  const found = query ? searchRank.find(terms) : { pages: [] };
  if (query) show(found);
  if (!found.pages.length) suggest();
})();
