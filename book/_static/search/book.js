// The text of the book, in lower case, as one string that is quick to look
// through, and the sections that its parts belong to.

const searchBook = (() => {
  const pages = bookIndex.pages.map(([path, sections]) => ({
    path,
    title: sections[0][1],
    size: sections.reduce((sum, [, , text]) => sum + text.length, 0),
    sections: sections.map(([anchor, title, text, code]) => ({
      anchor,
      title,
      text,
      code,
    })),
  }));
  const parts = pages
    .flatMap(({ sections }) => sections)
    .flatMap(({ title, text, code }) => [title, text, code])
    .map((part) => `${part.toLowerCase()}\n`);
  const text = parts.join("");
  let end = 0;
  const ends = parts.map((part) => (end += part.length));

  const has = (pattern) => new RegExp(pattern).test(text);

  // Tell how often a pattern is in each section: in title, text and code.
  function count(pattern) {
    const counts = new Uint16Array(ends.length);
    let part = 0;
    for (const { index } of text.matchAll(pattern)) {
      while (ends[part] <= index) part++;
      counts[part]++;
    }
    return Array.from({ length: ends.length / 3 }, (_, i) => {
      const [title, text, code] = counts.subarray(3 * i, 3 * i + 3);
      return { title, text, code, any: title + text + code > 0 };
    });
  }

  return { pages, text, has, count };
})();
