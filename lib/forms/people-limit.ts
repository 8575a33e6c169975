/** A number of people that may be left out: “100”, “10,000” or nothing, which is null. */
import { z } from "zod";

export function peopleLimit(otherwise: string) {
  return z
    .string()
    .optional()
    .transform((typed) => (typed ?? "").trim().replaceAll(/[\s,.]/g, ""))
    .refine((typed) => typed === "" || /^[1-9][0-9]{0,8}$/.test(typed), otherwise)
    .transform((typed) => (typed === "" ? null : Number(typed)));
}
