import fc from "fast-check";
import { expect, test } from "vitest";
import { jumboEmoji, parsePlainText, parseWhatsAppText, type Block, type Inline } from "./whatsapp-text.ts";

/** A short spelling of what was understood: <b>…</b> and so on, [key=value] for variables. */
function spell(inlines: Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === "text") return inline.text;
      if (inline.kind === "variable") return inline.filled ? `[${inline.key}=${inline.text}]` : `[${inline.key}?]`;
      return `<${inline.kind}>${spell(inline.children)}</${inline.kind}>`;
    })
    .join("");
}

function spellBlock(block: Block): string {
  switch (block.kind) {
    case "lines":
    case "quote":
      return `${block.kind}(${block.lines.map(spell).join("|")})`;
    case "bullets":
      return `bullets(${block.items.map(spell).join("|")})`;
    case "numbers":
      return `numbers(${block.items.map((item) => `${item.number}:${spell(item.children)}`).join("|")})`;
    case "mono":
      return `mono(${spell(block.children)})`;
  }
}

const read = (text: string, values?: Record<string, string> | null) => parseWhatsAppText(text, values).map(spellBlock).join(" ");

test("stars, underscores, tildes and backticks format what they enclose", () => {
  expect(read("*bold* _italic_ ~gone~ `code` ```mono```")).toBe("lines(<bold>bold</bold> <italic>italic</italic> <strike>gone</strike> <mono>code</mono> <mono>mono</mono>)");
});

test("formats nest", () => {
  expect(read("*only _today_*")).toBe("lines(<bold>only <italic>today</italic></bold>)");
});

test.each([
  ["*_both_*", "<bold><italic>both</italic></bold>"],
  ["_*both*_", "<italic><bold>both</bold></italic>"],
  ["~*_all three_*~", "<strike><bold><italic>all three</italic></bold></strike>"],
  ["*_a* b_", "<bold>_a</bold> b_"],
  ["*a **b*", "<bold>a **b</bold>"],
  ["(*bold*), _it's_!", "(<bold>bold</bold>), <italic>it's</italic>!"],
  ["*🎉 party 🎉*", "<bold>🎉 party 🎉</bold>"],
  ["*{{1}}{{2}}*", "<bold>[1?][2?]</bold>"],
])("%s is read as %s", (text, read_) => {
  expect(read(text)).toBe(`lines(${read_})`);
});

test("marks inside words, beside spaces, empty or never closed stay as they were typed", () => {
  for (const text of ["snake_case_name", "2*3*4", "a * not bold*", "*not bold *", "**", "*open", "5 * 3 * 2"]) expect(read(text)).toBe(`lines(${text})`);
});

test("a format does not run over the end of a line", () => {
  expect(read("*one\ntwo*")).toBe("lines(*one|two*)");
});

test("nothing is formatted inside monospace", () => {
  expect(read("```*x*```")).toBe("lines(<mono>*x*</mono>)");
});

test("lines that start with a dash or a star are a list, with numbers a numbered one, with an arrow a quote", () => {
  expect(read("Today:\n- *tea*\n* cake\nand\n1. come\n2. stay\n> she said\n> yes")).toBe("lines(Today:) bullets(<bold>tea</bold>|cake) lines(and) numbers(1:come|2:stay) quote(she said|yes)");
});

test("three backticks around several lines are one monospace block", () => {
  expect(read("Code:\n```a\n b```\nend")).toBe("lines(Code:) mono(a\n b) lines(end)");
});

test("a monospace block may begin and end inside a line", () => {
  expect(read("Code: ```a\nb``` and ```c``` more\nend")).toBe("lines(Code: ) mono(a\nb) lines( and <mono>c</mono> more|end)");
  expect(read("```a``` then ```b\nc")).toBe("lines(<mono>a</mono> then ```b|c)");
  expect(read("```\n```")).toBe("lines(```|```)");
});

test("items of lists, quotes and links keep their variables", () => {
  expect(read("- {{1}} *{{2}}*\n> {{1}}\nhttps://x.example/{{2}}/a", { 1: "tea" })).toBe("bullets([1=tea] <bold>[2?]</bold>) quote([1=tea]) lines(<link>https://x.example/[2?]/a</link>)");
});

test("a number without a full stop or a mark without a space begins no list", () => {
  expect(read("1) one\n-two\n>three\n2024. ok\n- ")).toBe("lines(1) one|-two|>three|2024. ok|- )");
});

test("mailboxes, numbers with a plus and bare addresses are links, words with full stops are not", () => {
  expect(read("Ask tea@shop.example or +44 20 7946 0142, see shop.com/tea_a.")).toBe("lines(Ask <link>tea@shop.example</link> or <link>+44 20 7946 0142</link>, see <link>shop.com/tea_a</link>.)");
  expect(read("Ready.Set.Go, e.g. 3.50 or a.commune")).toBe("lines(Ready.Set.Go, e.g. 3.50 or a.commune)");
});

test("plain text has its variables and no formats", () => {
  expect(spell(parsePlainText("*Hi* {{1}}, {{2}} https://x.org", { 1: "_Ana_" }))).toBe("*Hi* [1=_Ana_], [2?] https://x.org");
});

test("what a person wrote has no variables", () => {
  expect(read("*{{1}}*", null)).toBe("lines(<bold>{{1}}</bold>)");
});

test.each([["🎉", 1], ["🎉☕️ 👩‍🍳", 3], ["🇩🇪❤️", 2], ["🎉🎉🎉🎉", 0], ["Hi 🎉", 0], ["12", 0], ["", 0]])("%j is drawn large with %i emoji", (text, count) => {
  expect(jumboEmoji(text)).toBe(count);
});

test("an empty line stays", () => {
  expect(read("one\n\ntwo")).toBe("lines(one||two)");
});

test("links end before the full stop", () => {
  expect(read("See https://example.com/a_b_c. Bye")).toBe("lines(See <link>https://example.com/a_b_c</link>. Bye)");
});

test("variables show their value, and those without one are marked", () => {
  expect(read("Hi *{{1}}*, your {{ code }} is {{2}}", { 1: "Ana", code: "  " })).toBe("lines(Hi <bold>[1=Ana]</bold>, your [code?] is [2?])");
});

test("what a variable brings along is formatted too, as on the phone", () => {
  expect(read("Hi {{1}}", { 1: "*Ana*" })).toBe("lines(Hi <bold>[1=Ana]</bold>)");
});

test("right-to-left and letters of other scripts are words", () => {
  expect(read("*مرحبا* ش_ب_ك")).toBe("lines(<bold>مرحبا</bold> ش_ب_ك)");
});

test("no text is lost, whatever is written", () => {
  const letters = fc.constantFrom("*", "_", "~", "`", "a", "ü", " ", "\n", "> ", "- ", "1. ", "{{1}}", "https://x.org", ".", "🎉");
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 40 }), (pieces) => {
      const kept = (text: string) => text.replaceAll(/[*_~`\s>\-.1]/gu, "");
      const shown = parseWhatsAppText(pieces.join(""), { 1: "Ana" }).map(textOf).join("");
      expect(kept(shown)).toBe(kept(pieces.join("").replaceAll("{{1}}", "Ana")));
    }),
  );
});

function textOf(block: Block): string {
  const plain = (inlines: Inline[]): string => inlines.map((inline) => ("children" in inline ? plain(inline.children) : inline.text)).join("");
  if (block.kind === "mono") return plain(block.children);
  if (block.kind === "numbers") return block.items.map((item) => plain(item.children)).join("");
  return (block.kind === "bullets" ? block.items : block.lines).map(plain).join("");
}
