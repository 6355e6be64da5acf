// The pages that answer a query, the best first, each with its best sections.
//
// A page is worth more if its title or a heading has what is sought, if it
// speaks of it often for its length, and if one section has all of it.

const searchRank = (() => {
  const SECTIONS_SHOWN = 3;
  const FEW = 3; // pages
  const REFERENCE = 0.5; // what a chapter says comes first, but for mae_grad
  const WORDS_ALONE = 0.4; // of a term that is not there as a whole

  const { pages } = searchBook;
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const usual = sum(pages.map(({ size }) => size)) / pages.length;

  // From 0 for none towards 1 for many.
  const enough = (count, half) => count / (count + half);
  // A heading that says little else says more.
  const named = (title) => 1 + 2 / (1 + title.length / 12);

  function sectionScore({ title }, count) {
    return (
      (count.title ? 2 * named(title) : 0) +
      2 * enough(count.text, 3) +
      (count.code ? 0.5 : 0)
    );
  }

  function pageScore({ title, size }, [top, ...others]) {
    const text = sum([top, ...others].map((c) => c.text + 0.3 * c.code));
    const headings = others.filter((count) => count.title).length;
    return (
      (top.title ? 3 * named(title) : 0) +
      2 * enough(headings, 2) +
      4 * enough(text, 3 + 5 * Math.max(1, size / usual))
    );
  }

  // Look for a pattern: give its worth on each page, and in each section.
  function look(pattern) {
    const counts = searchBook.count(pattern);
    let next = 0;
    const byPage = pages.map(({ sections }) =>
      sections.map(() => counts[next++]),
    );
    const having = byPage.filter((page) => page.some(({ any }) => any)).length;
    const weight = having && Math.log(1 + pages.length / having);
    return pages.map((page, i) => ({
      here: byPage[i].some(({ any }) => any),
      score: weight * pageScore(page, byPage[i]),
      sections: page.sections.map((section, j) => ({
        here: byPage[i][j].any,
        score: weight * sectionScore(section, byPage[i][j]),
      })),
    }));
  }

  // Of a term and of its words: the term is here if all the words are.
  const joined = (whole, words) => ({
    here: whole.here || (words.length > 0 && words.every(({ here }) => here)),
    score:
      whole.score +
      (WORDS_ALONE * sum(words.map(({ score }) => score))) /
        (words.length || 1),
  });

  function lookForTerm({ pattern, words }) {
    const some = words.map(look);
    return look(pattern).map((page, i) => ({
      ...joined(page, some.map((word) => word[i])),
      sections: page.sections.map((section, j) =>
        joined(section, some.map((word) => word[i].sections[j])),
      ),
    }));
  }

  function find(terms) {
    const looked = terms.map(lookForTerm);
    const reference = terms.some(({ isCode }) => isCode) ? 1 : REFERENCE;
    // The more of the terms are here, the better.
    const weights = terms.map(({ weight }) => weight);
    const all = sum(weights);
    const heard = (found) => sum(weights.filter((_, i) => found[i].here));
    const rated = (found, of) => {
      const present = heard(found);
      const score = sum(found.map(({ score }) => score));
      return { present, score: score * (present / of) ** 2 };
    };
    const most = Math.max(
      ...pages.map((_, i) => heard(looked.map((term) => term[i]))),
    );
    const found = pages.map((page, i) => {
      const sections = page.sections
        .map((section, j) => ({
          ...section,
          ...rated(looked.map((term) => term[i].sections[j]), all),
          likely: sum(looked.map((term) => term[i].sections[j].score)),
        }))
        .sort((a, b) => b.score - a.score || b.likely - a.likely)
        .filter(({ present, likely }, nth) => present || (!nth && likely));
      const { present, score } = rated(looked.map((term) => term[i]), most);
      return {
        ...page,
        present,
        sections: sections.slice(0, SECTIONS_SHOWN),
        score:
          (score + (sections[0]?.score ?? 0)) *
          (page.path.startsWith("reference/") ? reference : 1),
      };
    });
    const best = found.filter(({ present }) => present === most);
    // A question may be answered where one of its words is not.
    const spare = all > 1 && best.length < FEW ? 1 : 0;
    return {
      complete: most === all,
      pages: found
        .filter(({ present }) => present && present >= most - spare)
        .sort((a, b) => b.score - a.score),
    };
  }

  return { find };
})();
