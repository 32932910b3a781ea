// Functions that run in the page: each is sent there on its own, with its helpers inside.

/** Pairs of upright texts of one plot whose boxes meet. */
export function overlapsOf(): string[] {
  return [...document.querySelectorAll('.panel svg')].flatMap((svg) => {
    const texts = [...svg.querySelectorAll('text')]
      .filter((text) => !text.closest('[transform*=rotate]'))
      .map((text) => ({ name: text.firstChild?.textContent ?? '', box: text.getBoundingClientRect() }));
    return texts.flatMap((a, i) =>
      texts
        .slice(i + 1)
        .filter((b) => {
          const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          // Boxes are a line high: letters themselves are lower.
          return width > 1 && height > 3;
        })
        .map((b) => `${svg.getAttribute('aria-label')}: ${a.name} | ${b.name}`),
    );
  });
}

/** Every text of a plot: how high its letters are on the screen, and whether it ends before its end or beyond its plot. */
export function textsOf(): { text: string; size: number; cut: boolean }[] {
  return [...document.querySelectorAll('.panel svg')].flatMap((svg) => {
    const box = svg.getBoundingClientRect();
    const scale = box.width / Number(svg.getAttribute('width'));
    return [...svg.querySelectorAll('text')].map((text) => {
      const own = text.getBoundingClientRect();
      const beyond = own.left < box.left - 1 || own.right > box.right + 1 || own.bottom > box.bottom + 1;
      const name = text.firstChild?.textContent ?? '';
      return {
        text: `${svg.getAttribute('aria-label')}: ${name}`,
        size: scale * parseFloat(getComputedStyle(text).fontSize),
        cut: beyond || name.endsWith('…'),
      };
    });
  });
}

/** WCAG’s contrast of every text with what lies beneath it. */
export function contrastsOf(): { text: string; ratio: number }[] {
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [r, g, b] = channels(colour).map((level) => {
      const share = level / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const beneath = (element: Element): string => {
    const cell =
      element.localName === 'text' ? element.parentElement?.querySelector(':scope > rect') : undefined;
    if (cell && element.parentElement?.localName === 'g') return getComputedStyle(cell).fill;
    const own = element instanceof HTMLElement ? getComputedStyle(element).backgroundColor : '';
    if (own && channels(own)[3] !== 0) return own;
    return element.parentElement ? beneath(element.parentElement) : paper;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: { text: string; ratio: number }[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || element.closest('title')) continue;
    const style = getComputedStyle(element);
    const colour = element instanceof SVGElement ? style.fill : style.color;
    const [low, high] = [luminance(colour), luminance(beneath(element))].sort((a, b) => a - b);
    found.push({ text: node.textContent, ratio: (high + 0.05) / (low + 0.05) });
  }
  return found;
}
