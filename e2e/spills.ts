/** Whether what is written on a page stays within the places that were made for it. */
import type { Page } from "@playwright/test";

/** Every text of this shape that reaches beyond the window, or beyond something around it that does not scroll. */
export async function spillsOf(page: Page, shape: RegExp): Promise<string[]> {
  return page.evaluate(spills, shape.source);
}

/** Runs in the page. */
function spills(shape: string): string[] {
  const wanted = new RegExp(shape, "u");
  const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const hidden = (element: Element) => getComputedStyle(element).clipPath === "inset(50%)";
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.nodeValue ?? "";
    if (!element || !wanted.test(text) || !element.checkVisibility() || element.closest("script, style, title")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right } = range.getBoundingClientRect();
    for (let place: Element | null = element; place; place = place.parentElement) {
      // What only a screen reader is told has no place on the page.
      if (scrolls(place) || hidden(place)) break;
      const box = place.getBoundingClientRect();
      if (getComputedStyle(place).display === "inline" || place instanceof SVGGElement || place instanceof SVGTextElement || place instanceof SVGTSpanElement) continue;
      if (right <= box.right + 1 && left >= box.left - 1) continue;
      found.push(`“${text.trim().slice(0, 40)}” is ${Math.round(Math.max(right - box.right, box.left - left))} px wider than <${place.tagName.toLowerCase()} class="${(place.getAttribute("class") ?? "").slice(0, 60)}">`);
      break;
    }
  }
  return found;
}
