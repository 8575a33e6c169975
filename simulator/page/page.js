/* Shows the phones, and writes back as the people who hold them. Every text is set as text, never as HTML. */
const POLL_MS = 1000;
const HOUR_SECONDS = 3600;
const TICKS = { queued: "🕓", sent: "✓", delivered: "✓✓", read: "✓✓", undelivered: "⚠", failed: "⚠" };

const byId = (id) => document.getElementById(id);
const phones = new Map();
let shown = "";

function element(tag, { text, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

async function ask(path, order) {
  const response = await fetch(`/__sim/${path}`, order === undefined ? {} : { method: "POST", body: JSON.stringify(order) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function tell(problem) {
  byId("problem").textContent = problem;
  byId("problem").hidden = problem === "";
}

/** Does something, and says in a sentence when it cannot be done. */
async function attempt(act) {
  try {
    await act();
    tell("");
    await refresh();
  } catch (error) {
    tell(error.message);
  }
}

function counter(name, value) {
  return element("div", {}, element("dt", { text: name }), element("dd", { text: value.toLocaleString("en") }));
}

function showCounters({ totals, statuses, callbacks, movesToCome }) {
  const refused = Object.values(totals.refused).reduce((sum, count) => sum + count, 0);
  const rows = { Requests: totals.requests, Accepted: totals.accepted, Refused: refused, Vanished: totals.vanished };
  const ends = { Queued: statuses.queued, Sent: statuses.sent, Delivered: statuses.delivered, Read: statuses.read, Failed: statuses.failed + statuses.undelivered };
  const calls = { Callbacks: callbacks.answered2xx, "Not heard": callbacks.failed + callbacks.lost, "To come": movesToCome };
  byId("counters").replaceChildren(...Object.entries({ ...rows, ...ends, ...calls }).map(([name, value]) => counter(name, value)));
}

function showTime({ now, speed, advancedSeconds }) {
  const ahead = advancedSeconds > 0 ? `, ${(advancedSeconds / HOUR_SECONDS).toLocaleString("en", { maximumFractionDigits: 1 })} h ahead` : "";
  byId("time").textContent = `${new Date(now).toISOString().slice(0, 19).replace("T", " ")} UTC${ahead}${speed === 1 ? "" : `, ${speed} times as fast`}`;
}

function bubble(person, message) {
  const made = element("li", { className: `bubble ${message.by}`, text: message.body === "" ? "(no text)" : message.body });
  if (message.by === "business" && message.buttons.length > 0) {
    const tap = (button) => () => attempt(() => ask("inbound", { ...person.writes, button, replyTo: message.sid }));
    made.append(element("div", { className: "choices" }, ...message.buttons.map((button) => element("button", { type: "button", text: button.text, onclick: tap(button) }))));
  }
  const time = new Date(message.at).toISOString().slice(11, 16);
  const meta = element("span", { className: `meta ${message.status}`, text: `${time} ` });
  if (message.by === "business") {
    const words = message.errorCode === null ? message.status : `${message.status} (${message.errorCode})`;
    meta.append(element("span", { className: "tick", text: TICKS[message.status] ?? "", ariaHidden: "true" }), ` ${words}`);
  }
  made.append(meta);
  return made;
}

function newPhone(person) {
  const list = element("ol", { tabIndex: 0, ariaLabel: `Messages of ${person.name}` });
  const input = element("input", { name: "body", required: true, maxLength: 4096, autocomplete: "off", placeholder: "Write back", ariaLabel: `Write back as ${person.name}` });
  const form = element("form", {}, input, element("button", { type: "submit", text: "Send" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = input.value;
    void attempt(async () => {
      await ask("inbound", { ...person.writes, body });
      input.value = "";
    });
  });
  const card = element("li", { className: "phone" }, element("h2", { text: person.name }), element("p", { className: "with", text: `with ${person.senderName}` }), list, form);
  return { card, list, seen: "" };
}

function showPerson(found) {
  const name = found.person.replace(/^whatsapp:/, "");
  const person = { ...found, name, writes: { accountSid: found.accountSid, from: found.person, to: found.sender } };
  const key = `${found.accountSid} ${found.sender} ${found.person}`;
  const phone = phones.get(key) ?? newPhone(person);
  phones.set(key, phone);
  const text = JSON.stringify(found.messages);
  if (phone.seen !== text) {
    phone.seen = text;
    phone.list.replaceChildren(...found.messages.map((message) => bubble(person, message)));
    phone.isNew = true;
  }
  return phone;
}

function showPhones({ people, more, senders }) {
  const cards = people.map(showPerson);
  const order = cards.map(({ card }) => card);
  const list = byId("phones");
  // Moving a card takes the focus from it: those that are in their place stay.
  order.forEach((card, place) => {
    if (list.children[place] !== card) list.insertBefore(card, list.children[place] ?? null);
  });
  while (list.children.length > order.length) list.lastElementChild.remove();
  for (const phone of cards.filter(({ isNew }) => isNew)) {
    phone.list.scrollTop = phone.list.scrollHeight;
    phone.isNew = false;
  }
  byId("empty").hidden = people.length > 0;
  byId("more").hidden = !more;
  byId("more").textContent = `The ${people.length} conversations that moved last are shown.`;
  const select = byId("write").elements.to;
  if (select.options.length === 0) select.append(...senders.map(({ accountSid, address, name }) => element("option", { value: JSON.stringify({ accountSid, to: address }), text: `${name} (${address.replace(/^whatsapp:/, "")})` })));
}

async function refresh() {
  const [stats, time, found] = await Promise.all([ask("stats"), ask("clock"), ask("phones")]);
  showTime(time);
  showCounters(stats);
  const text = JSON.stringify(found);
  if (text === shown) return;
  shown = text;
  showPhones(found);
}

async function watch() {
  try {
    if (!document.hidden) await refresh();
    if (byId("problem").dataset.away === "yes") tell("");
    byId("problem").dataset.away = "no";
  } catch {
    byId("problem").dataset.away = "yes";
    tell("The simulator does not answer. This page goes on when it does.");
  }
  setTimeout(watch, POLL_MS);
}

byId("advance").addEventListener("click", () => void attempt(() => ask("clock", { advanceSeconds: HOUR_SECONDS })));
byId("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const { from, to, body } = Object.fromEntries(new FormData(event.target));
  void attempt(async () => {
    await ask("inbound", { ...JSON.parse(to), from, body });
    event.target.elements.body.value = "";
  });
});
void watch();
