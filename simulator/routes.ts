/** Which door a path leads to. */
import { fetchAccount, fetchBalance, listAccounts } from "./account-facts.ts";
import { alertOf, listAlerts } from "./alerts.ts";
import type { Door } from "./call.ts";
import { submitForApproval } from "./approvals.ts";
import { approvalOf, contentOf, listApprovals, listContent, listLegacyContent } from "./content.ts";
import { createContent, deleteContent, updateContent } from "./content-writes.ts";
import { createMessage } from "./create-message.ts";
import { refusedWith } from "./error-body.ts";
import { listMessages } from "./list-messages.ts";
import { deleteMessage, fetchMessage, giveFeedback, showTyping, updateMessage } from "./message-actions.ts";
import { deleteMedia, fetchMedia, listMedia } from "./message-media.ts";
import { refusal } from "./reply.ts";
import { createSender, deleteSender, updateSender } from "./sender-writes.ts";
import { listSenders, senderOf } from "./senders.ts";
import { addToPool, listPhoneNumbers, listPool, pooledOf, takeFromPool } from "./pooled-senders.ts";
import { createService, deleteService, listServices, serviceOf, updateService } from "./services.ts";

type Doors = Partial<Record<string, Door>>;
type Route = { path: RegExp; doors: Doors };
type Way = { door: Door; named: string[] };

/** Brackets stand for a name in the path; sends come first, for they come most. */
const ROUTES: Route[] = Object.entries<Doors>({
  "/2010-04-01/Accounts/[]/Messages.json": { POST: createMessage, GET: listMessages },
  "/2010-04-01/Accounts/[]/Messages/[].json": { GET: fetchMessage, POST: updateMessage, DELETE: deleteMessage },
  "/2010-04-01/Accounts/[]/Messages/[]/Media.json": { GET: listMedia },
  "/2010-04-01/Accounts/[]/Messages/[]/Media/[].json": { GET: fetchMedia, DELETE: deleteMedia },
  "/2010-04-01/Accounts/[]/Messages/[]/Feedback.json": { POST: giveFeedback },
  "/v1/Content": { GET: listContent, POST: createContent },
  "/v2/Content": { GET: listContent },
  "/v1/ContentAndApprovals": { GET: listApprovals },
  "/v2/ContentAndApprovals": { GET: listApprovals },
  "/v1/LegacyContent": { GET: listLegacyContent },
  "/v1/Content/[]": { GET: contentOf, PUT: updateContent, DELETE: deleteContent },
  "/v1/Content/[]/ApprovalRequests": { GET: approvalOf },
  "/v1/Content/[]/ApprovalRequests/whatsapp": { POST: submitForApproval },
  "/v2/Channels/Senders": { GET: listSenders, POST: createSender },
  "/v2/Channels/Senders/[]": { GET: senderOf, POST: updateSender, DELETE: deleteSender },
  "/v2/Indicators/Typing.json": { POST: showTyping },
  "/2010-04-01/Accounts.json": { GET: listAccounts },
  "/2010-04-01/Accounts/[].json": { GET: fetchAccount },
  "/2010-04-01/Accounts/[]/Balance.json": { GET: fetchBalance },
  "/v1/Alerts": { GET: listAlerts },
  "/v1/Alerts/[]": { GET: alertOf },
  "/v1/Services": { GET: listServices, POST: createService },
  "/v1/Services/[]": { GET: serviceOf, POST: updateService, DELETE: deleteService },
  "/v1/Services/[]/ChannelSenders": { GET: listPool, POST: addToPool },
  "/v1/Services/[]/ChannelSenders/[]": { GET: pooledOf, DELETE: takeFromPool },
  "/v1/Services/[]/PhoneNumbers": { GET: listPhoneNumbers },
}).map(([path, doors]) => ({ path: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("[]", "([^/.]+)")}$`), doors }));

const NOWHERE: Door = () => refusal(refusedWith(20404));
const SHUT: Door = () => refusal(refusedWith(20004));

/** The door of an address, and what its path names. Unknown paths answer 20404, known ones with another method 20004. */
export function wayTo(method: string, path: string): Way {
  for (const route of ROUTES) {
    const found = route.path.exec(path);
    if (found) return { door: route.doors[method] ?? SHUT, named: found.slice(1) };
  }
  return { door: NOWHERE, named: [] };
}
