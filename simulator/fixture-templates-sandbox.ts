/** The templates that the sandbox brings, approved for everybody: the only ones it may start a conversation with. */
import type { SimulatedTemplate } from "./fixtures.ts";

const given = { language: "en", category: "UTILITY", approval: "approved", rejectionReason: "", createdAt: "2024-03-04T09:00:00Z" } as const;

export const sandboxTemplates: readonly SimulatedTemplate[] = [
  {
    ...given,
    sid: "HXb5b62575e6e4ff6129ad7c8efe1f983e",
    name: "sandbox_appointment_reminder",
    variables: { "1": "12/1", "2": "3pm" },
    types: { "twilio/text": { body: "Your appointment is coming up on {{1}} at {{2}}. If the time does not suit you, reply to this message and we will find another." } },
  },
  {
    ...given,
    sid: `HX${"5a0d02".repeat(6).slice(0, 32)}`,
    name: "sandbox_order_update",
    variables: { "1": "coffee beans", "2": "12 March", "3": "AB-1042" },
    types: { "twilio/text": { body: "Your order of {{1}} has shipped and should arrive on {{2}}. Its number is {{3}}: keep it until the parcel is with you." } },
  },
  {
    ...given,
    sid: `HX${"5a0d03".repeat(6).slice(0, 32)}`,
    name: "sandbox_verification_code",
    category: "AUTHENTICATION",
    variables: { "1": "409173" },
    types: { "twilio/text": { body: "Your verification code is {{1}}. Do not share it with anybody." } },
  },
];
