/** What pictures are taken of: something that can be opened, and the pages that it then has. */
import { ROOM_NAMES } from "../../app/gallery/rooms.ts";
import { findFacts, pagesOf, SCENARIOS, type ScenarioName } from "../../e2e/every-page.ts";
import { databaseUrlOf, startApp } from "../../e2e/start-app.ts";
import { startGallery } from "../start-gallery.ts";

/** One page to look at. */
export type Target = {
  /** Fit for a file name, and unique within its subject. */
  name: string;
  path: string;
  signedOut?: boolean;
  /** It may answer 404: that is what it shows. */
  missing?: boolean;
};

export type OpenSubject = {
  url: string;
  targets: Target[];
  /** Who looks at it; null when it asks nobody to sign in. */
  person: { email: string; password: string } | null;
  close: () => Promise<void>;
};

/** The name is that of its folder of pictures. Another kind of subject, such as a gallery of components, is another entry of the list. */
export type Subject = { name: string; open: () => Promise<OpenSubject> };

export const SUBJECTS: Subject[] = [...SCENARIOS.map((name) => ({ name, open: () => openScenario(name) })), { name: "gallery", open: openGallery }];

/** A console of its own, seeded. */
async function openScenario(name: ScenarioName): Promise<OpenSubject> {
  const { app, stop } = await startApp({ scenario: name });
  const targets = pagesOf(name, await findFacts(await databaseUrlOf(app.dataFolder)));
  return { url: app.url, targets, person: { email: app.email, password: app.password }, close: stop };
}

/** Every room of the gallery of components, and the frame as it looks when something is the matter. */
async function openGallery(): Promise<OpenSubject> {
  const { url, stop } = await startGallery();
  const targets = [...ROOM_NAMES.map((room) => ({ name: room, path: `/gallery?room=${room}` })), ...FRAMES];
  return { url, targets, person: null, close: stop };
}

const FRAMES: Target[] = [
  { name: "frame-simulated-sandbox", path: "/gallery?room=looks&kind=sandbox&simulated=yes" },
  { name: "frame-no-worker", path: "/gallery?room=looks&halt=no-worker" },
  { name: "frame-all-held", path: "/gallery?room=looks&halt=all-held" },
];
