/** The two accounts that exist in the simulator: one sandbox, one live. Every number is from a range set aside for fiction, every secret is made up. */
import type { AccountKind } from "#lib/domain/states.ts";
import { liveTemplates } from "./fixture-templates.ts";
import { sandboxTemplates } from "./fixture-templates-sandbox.ts";

export type SimulatedSenderStatus = "ONLINE" | "OFFLINE" | "CREATING" | "PENDING_VERIFICATION" | "VERIFYING" | "ONLINE:UPDATING" | "TWILIO_REVIEW" | "DRAFT" | "STUBBED";

export type SimulatedSender = {
  /** `XE…` */
  sid: string;
  /** E.164 with plus, without the channel prefix. */
  phone: string;
  name: string;
  about: string;
  /** Messages that leave Twilio's queue for WhatsApp each second. */
  mps: number;
  status: SimulatedSenderStatus;
  /** As the Senders API words it, such as `HIGH`. */
  quality: string;
  /** As the Senders API words it, such as `100K Customers/24hr`. */
  messagingLimit: string;
  wabaId: string;
  /** What else it was given over the Senders API, in that API's own names. */
  configuration?: Record<string, unknown>;
  webhook?: Record<string, unknown>;
  profile?: Record<string, unknown>;
  /** Why it is OFFLINE; the usual reason when absent. */
  offlineReasons?: readonly { code: string; message: string }[] | undefined;
};

/** The content types of one Content item by type name, such as `twilio/text`, in Twilio's own JSON shape. */
export type ContentTypes = Record<string, Record<string, unknown>>;
export type SimulatedCategory = "MARKETING" | "UTILITY" | "AUTHENTICATION";
export type SimulatedApproval = "unsubmitted" | "received" | "pending" | "approved" | "rejected" | "paused" | "disabled";

export type SimulatedTemplate = {
  /** `HX…` */
  sid: string;
  name: string;
  language: string;
  category: SimulatedCategory;
  approval: SimulatedApproval;
  /** Empty when there is none. */
  rejectionReason: string;
  /** Samples by key. Twilio sends them where ContentVariables leaves a key out. */
  variables: Record<string, string>;
  types: ContentTypes;
  /** ISO 8601. */
  createdAt: string;
  /** Absent while it is as it was created. */
  updatedAt?: string;
  /** The name under which it was submitted, where that is not its own. */
  approvalName?: string;
  allowCategoryChange?: boolean;
  /** It was made before there was a Content API: the body it had then goes by its name. */
  legacy?: boolean;
  /** When it was submitted while the simulator ran: ms since 1970. */
  submittedAt?: number;
};

/** What is written down of a fixture template: the rest follows from its place. */
export type TemplateWords = Pick<SimulatedTemplate, "name" | "language" | "category" | "variables" | "types"> & Partial<Pick<SimulatedTemplate, "approval" | "rejectionReason" | "legacy">>;

export type SimulatedAccount = {
  kind: AccountKind;
  name: string;
  /** `AC…` */
  sid: string;
  authToken: string;
  /** The one that takes the other's place when tokens are rotated. */
  secondaryAuthToken: string;
  /** `AC…` of the main account, for a sub-account. */
  parentSid?: string;
  /** `SK…` */
  apiKeySid: string;
  apiKeySecret: string;
  /** What a person writes to the sandbox to join it; null on a live account. */
  joinWords: string | null;
  /** People who have joined the sandbox, E.164 with plus; empty on a live account. */
  members: readonly string[];
  senders: readonly SimulatedSender[];
  templates: readonly SimulatedTemplate[];
};

/** A SID or a secret that nobody can take for a real one: its pattern over and over, 32 characters long. */
function madeUp(prefix: string, pattern: string): string {
  return prefix + pattern.repeat(32).slice(0, 32);
}

/** One message in 3 seconds is the sandbox's pace. */
const SANDBOX_MPS = 1 / 3;
const LIVE_MPS = 80;

const sandbox: SimulatedAccount = {
  kind: "sandbox",
  name: "Simulated sandbox",
  sid: madeUp("AC", "5a0d"),
  authToken: madeUp("", "5a0d70c3"),
  secondaryAuthToken: madeUp("", "5a0d70c4"),
  apiKeySid: madeUp("SK", "5a0d"),
  apiKeySecret: madeUp("", "5imulated-5andbox-"),
  joinWords: "join copper-lantern",
  // North America 555-0100 to 555-0199, Australia (ACMA), Germany (BNetzA) and Sweden (PTS): numbers set aside for films and books.
  members: [
    "+12125550101",
    "+13125550118",
    "+14155550142",
    "+12065550177",
    "+16135550142",
    "+61491570006",
    "+61491570156",
    "+61491570157",
    "+491713920017",
    "+4915228817386",
    "+46701740605",
    "+46701740650",
  ],
  senders: [
    {
      sid: madeUp("XE", "5a0d"),
      phone: "+14155238886",
      name: "Twilio Sandbox",
      about: "",
      mps: SANDBOX_MPS,
      status: "ONLINE",
      quality: "HIGH",
      messagingLimit: "250 Customers/24hr",
      wabaId: "100000000000001",
    },
  ],
  templates: sandboxTemplates,
};

const live: SimulatedAccount = {
  kind: "live",
  name: "Simulated live",
  sid: madeUp("AC", "11fe"),
  authToken: madeUp("", "11fe70c3"),
  secondaryAuthToken: madeUp("", "11fe70c4"),
  apiKeySid: madeUp("SK", "11fe"),
  apiKeySecret: madeUp("", "5imulated-1ive-"),
  joinWords: null,
  members: [],
  // London 020 7946 0xxx (Ofcom) and Berlin 030 23125 xxx (BNetzA) are set aside for fiction.
  senders: [
    {
      sid: madeUp("XE", "11fe01"),
      phone: "+442079460142",
      name: "Juniper Street Coffee",
      about: "Small-batch roasters. Orders, deliveries and tastings.",
      mps: LIVE_MPS,
      status: "ONLINE",
      quality: "HIGH",
      messagingLimit: "100K Customers/24hr",
      wabaId: "100000000000002",
    },
    {
      sid: madeUp("XE", "11fe02"),
      phone: "+493023125142",
      name: "Juniper Street Coffee Berlin",
      about: "Frisch geröstet in Berlin. Bestellungen, Lieferungen, Verkostungen.",
      mps: LIVE_MPS,
      status: "ONLINE",
      quality: "HIGH",
      messagingLimit: "100K Customers/24hr",
      wabaId: "100000000000002",
    },
  ],
  templates: liveTemplates,
};

/** Exactly two: the sandbox first. */
export const simulatedAccounts: readonly [SimulatedAccount, SimulatedAccount] = [sandbox, live];
