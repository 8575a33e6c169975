/** How slow this machine is at this moment, beside the one on which the figures were set: a limit in milliseconds means nothing without it. */
import type { Browser, Page } from "@playwright/test";

/** What the work below took there, in milliseconds, the quickest of three. */
const USUAL_MS = 20;
const TIMES = 3;
const NODES = 4_000;

/** A page with nothing in it but the work that is timed. */
export async function openGauge(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

/** 1 on the usual machine and on every faster one; 2 where the same takes twice as long. What else runs only ever adds time, so the quickest of three decides. */
export async function slowness(gauge: Page): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) times.push(await gauge.evaluate(timeWork, NODES));
  return Math.max(1, Math.min(...times) / USUAL_MS);
}

/** Runs in the page: what an answer to a press is made of, a tree of nodes that is built, styled, laid out and taken away. */
function timeWork(nodes: number): number {
  const startedMs = performance.now();
  const box = document.createElement("div");
  for (let index = 0; index < nodes; index += 1) {
    const line = document.createElement("p");
    line.className = `line ${index % 7}`;
    line.style.padding = `${index % 5}px`;
    line.textContent = `Person ${index} of a list`;
    box.append(line);
  }
  document.body.append(box);
  const height = box.offsetHeight;
  box.remove();
  return height > 0 ? performance.now() - startedMs : Infinity;
}
