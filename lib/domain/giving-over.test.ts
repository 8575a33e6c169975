import { expect, test } from "vitest";
import { CONVERSATION_STAYS_SECONDS, conversationsStay, moveSentence } from "./giving-over.ts";

test("a conversation waits for its sender for a while, but not for one that is gone, nor past the end of the campaign", () => {
  const stranded = { status: "online", outForSeconds: 120, endsInSeconds: 80_000 } as const;
  expect(conversationsStay(stranded)).toBe(true);
  expect(conversationsStay({ ...stranded, outForSeconds: CONVERSATION_STAYS_SECONDS })).toBe(false);
  expect(conversationsStay({ ...stranded, status: "gone" })).toBe(false);
  expect(conversationsStay({ ...stranded, endsInSeconds: 1_800 })).toBe(false);
});

test("a move is told with its reason", () => {
  const both = { from: "Shop", to: "Orders" };
  expect(moveSentence({ ...both, status: "online" })).toBe("Shop is held: Orders sends what waited for it.");
  expect(moveSentence({ ...both, status: "offline" })).toBe("Shop is offline: Orders sends what waited for it.");
  expect(moveSentence({ ...both, status: "gone" })).toBe("Twilio no longer has Shop: Orders sends what waited for it.");
});
