// What a query means: a pattern for each thing that is sought.
//
// Korean is sought as it stands, a particle cut from the end of a word, so that
// 손실은 finds 손실을 and 손실함수; English by the stems of its words; a term of
// the glossary by every name that it goes by.

const searchQuery = (() => {
  const LONGEST = 200; // characters
  const LONGEST_WORD = 16; // that may be several words
  const MOST = 10; // patterns
  const TERM = 2; // of the glossary, which weighs more than another word,
  const SYLLABLE = 0.5; // and a syllable, less
  const LONG = 6; // letters, which may begin a word: backprop

  const PARTICLES = [
    "은 는 이 가 을 를 의 와 과 도 만 에 로 으로 나 이나 란 이란 라는 이라는",
    "라고 이라고 에서 에게 까지 부터 보다 처럼 마다 에는 에도 에서는 에서도",
    "로는 으로는 로도 으로도 로서 으로서 로써 으로써 로의 으로의 와의 과의",
    "와는 과는 이다 입니다 인가 인가요 일까 들 들은 들이 들을 들의 하는 하기",
    "하다 하면 하고 하여 해서 한다 합니다 했다 되는 되면 된다 됩니다 기 나요",
    "인데 이에요 예요 이죠 할 해요 하지 되지 돼요 될 랑 이랑 요",
  ]
    .join(" ")
    .replaceAll(" ", "|");
  const AFTER_ONE_SYLLABLE = /^[은는이가을를의와과도에로]$/;
  const PARTICLE = new RegExp(`^(?:${PARTICLES})$`);
  const ASKING = new Set(
    (
      "왜 뭐 뭔가 뭔가요 무엇 무엇이 무엇을 무엇인가 무엇인가요 무슨 어떤 어떻게 " +
      "언제 어디 어디서 누가 및 또는 그리고 때 것 수 대해 대하여 대한 관한 위한 하는 되는 " +
      "하나요 되나요 인가요 이란 하면 되면 필요한가요 괜찮나요 괜찮은가요 " +
      "뜻 의미 정의 개념 법 방법 이유 차이 " +
      "what how why when which who do does can i you my vs meaning between too need we"
    ).split(" "),
  );
  const HANGUL = /^[가-힣]/;
  const WORD =
    /[가-힣]+|[a-z0-9]+(?:[._][a-z0-9]+)*|(?:(?![가-힣a-z0-9])[\p{L}\p{N}\p{M}∀-⋿])+/gu;

  const OWN = document.documentElement.lang === "ko" ? 0 : 1; // name of a term

  const { pages, text, has } = searchBook;
  const vocabulary = [...new Set(text.match(/[a-z0-9]+/g))];
  const stemmer = new Stemmer();

  // British words have the stems of American ones: minimise, minimize.
  const stem = (word) =>
    /^[a-z]+$/.test(word)
      ? stemmer.stemWord(word.replace(/is(?=e|ing|ation)/, "iz"))
      : word;
  const split = (text) => text.normalize("NFC").toLowerCase().match(WORD) ?? [];

  // Patterns of words, and of words that follow each other.

  function korean(word) {
    if (word.length > 2) return [...word].join("[ -]?"); // 경사하강법, 경사 하강법
    if (word.length > 1) return word;
    return `(?<![가-힣])${word}(?=(?:${PARTICLES})?(?![가-힣]))`;
  }

  function english(word) {
    const root = stem(word);
    const start = word.slice(0, 2);
    const kin = vocabulary.filter(
      (known) =>
        known.startsWith(start) &&
        (stem(known) === root ||
          (word.length >= LONG && known.startsWith(word))),
    );
    const forms =
      kin.length || word.length < 3
        ? kin
        : vocabulary.filter((known) => known.includes(word));
    return `(?<![a-z0-9])(?:${[...new Set([word, ...forms])].join("|")})(?![a-z0-9])`;
  }

  // What 안 줄어요 is in a sentence of the book: 줄지 않습니다.
  function negated(verb) {
    const start = verb[0].replace("돼", "되").replace("해", "하");
    return `(?<![가-힣])${start}[가-힣]{0,2}지 [않못]`;
  }

  function one(word) {
    if (HANGUL.test(word)) return korean(word);
    if (/[._]/.test(word)) return phrase(word.split(/[._]/));
    return /^[a-z0-9]+$/.test(word) ? english(word) : word;
  }

  function phrase(words) {
    return words
      .map(one)
      .reduce((before, next) => `${before}[^a-z0-9가-힣]{0,2}${next}`);
  }

  // The glossary: any name of a term stands for all of them.

  const same = (words) => words.join("");
  const alike = (words) => words.map(stem).join("");
  const glossary = new Map();
  for (const key of [alike, same]) {
    for (const names of bookIndex.terms) {
      for (const name of names) glossary.set(key(split(name)), names);
    }
  }

  function term(words) {
    const before = words.slice(0, -1);
    const last = words.at(-1);
    return [last, ...cuts(last)]
      .map((end) => [...before, end])
      .map((name) => glossary.get(same(name)) ?? glossary.get(alike(name)))
      .find(Boolean);
  }

  // What may be left of a Korean word without a particle, the shortest first.
  function cuts(word) {
    const particle =
      word.length > 2 ? PARTICLE : HANGUL.test(word) && AFTER_ONE_SYLLABLE;
    return Array.from({ length: word.length - 1 }, (_, i) => i + 1)
      .filter((end) => particle && particle.test(word.slice(end)))
      .map((end) => word.slice(0, end));
  }

  // A word that takes a particle in the book is whole: 가능도를, so 가능도. Of
  // words that the book has not got, the longest beginning that it has, and the
  // rest; a beginning that is no word needs a rest that is one, or an ending.
  function known(word) {
    if (!has(`${word}[을를](?![가-힣])`)) {
      const cut = cuts(word).find((shorter) => has(korean(shorter)));
      if (cut) return [cut];
    }
    if (word.length > LONGEST_WORD || has(korean(word))) return [word];
    for (let end = word.length - 2; end > 1; end--) {
      const [head, tail] = [word.slice(0, end), word.slice(end)];
      if (!has(korean(head))) continue;
      const others = known(tail);
      if (others.every((other) => has(korean(other)))) return [head, ...others];
      const whole = has(`(?<![가-힣])${head}(?![가-힣])`);
      if (whole || tail.length < head.length) return [head];
    }
    return [word];
  }

  const parted = (word) => (HANGUL.test(word) ? known(word) : [word]);

  // Words that ask but name nothing, and a particle after English: Adam을.
  const says = (word, i, all) =>
    !(i && PARTICLE.test(word) && !HANGUL.test(all[i - 1]));
  const asks = (word) => stopwords.has(word) || ASKING.has(word);

  // Give what is sought: a pattern for each word, or for each term of the
  // glossary that words name, and the words of its name as the next best.
  function understand(query) {
    const found = new Map();
    let rest = split(query.slice(0, LONGEST)).filter(says);
    const asksAlone = rest.flatMap(parted).every(asks); // for words themselves
    while (rest.length && found.size < MOST) {
      let length = Math.min(6, rest.length);
      while (length && !term(rest.slice(0, length))) length--;
      const [word] = rest;
      if (length) {
        const names = term(rest.slice(0, length));
        const pattern = names.map((name) => phrase(split(name))).join("|");
        const own = split(names[OWN]);
        const words = own.length > 1 ? own.map(one) : [];
        found.set(names[0], { pattern, words, weight: TERM });
      } else if (/^[안못]$/.test(word) && HANGUL.test(rest[1])) {
        found.set(word, { pattern: negated(rest[1]), words: [], weight: 1 });
      } else if (asksAlone || !asks(word)) {
        const parts = parted(word);
        const weight = word.length > 1 ? 1 : SYLLABLE;
        const isCode = /[._]/.test(word);
        if (parts[0] !== word) rest.splice(1, 0, ...parts);
        else found.set(word, { pattern: one(word), words: [], weight, isCode });
      }
      rest = rest.slice(length || 1);
    }
    const all = (pattern) => new RegExp(pattern, "g");
    return [...found.values()].map((term) => ({
      ...term,
      pattern: all(term.pattern),
      words: term.words.map(all),
    }));
  }

  // Give terms that look or begin like a query, or terms of many headings.

  const initials = (text) =>
    text.normalize("NFKD").match(/[\u1100-\u1112]/g)?.join("") ?? "";
  const pairs = (text) => {
    const letters = text.toLowerCase().normalize("NFKD").replace(/\s/g, "");
    return new Set([...letters].slice(1).map((c, i) => letters[i] + c));
  };

  function likeness(query, name) {
    if (/^[ㄱ-ㅎᄀ-ᄒ\s]+$/.test(query)) {
      return initials(name).startsWith(initials(query)) ? 1 : 0;
    }
    const [a, b] = [pairs(query), pairs(name)];
    const both = [...a].filter((pair) => b.has(pair)).length;
    return (2 * both) / (a.size + b.size || 1);
  }

  const titles = pages.flatMap((page) => page.sections.map((s) => s.title));
  const headings = [...new Set(titles)].join("\n").toLowerCase();
  const renown = (name) => headings.split(name.toLowerCase()).length;

  function suggest(query, most = 5) {
    const asked = query.slice(0, LONGEST).normalize("NFC");
    const rated = bookIndex.terms.map((names) => ({
      name: names[OWN],
      score: Math.max(...names.map((name) => likeness(asked, name))),
    }));
    const near = rated.filter(({ score }) => score > 0.4);
    for (const one of near.length ? [] : rated) one.score = renown(one.name);
    return (near.length ? near : rated)
      .sort((a, b) => b.score - a.score)
      .slice(0, most)
      .map(({ name }) => name);
  }

  return { understand, suggest };
})();
