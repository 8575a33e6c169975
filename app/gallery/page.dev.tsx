/** Every component in its states, to look at. Exists only while developing. */
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppFrame } from "#components/frame/app-frame.tsx";
import { PageHeader } from "#components/frame/page-header.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { SCHEME_COOKIE, schemeFrom } from "#components/ui/scheme.ts";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { Charts } from "./charts.tsx";
import { Controls } from "./controls.tsx";
import { Data } from "./data.tsx";
import { Feedback } from "./feedback.tsx";
import { Forms } from "./forms.tsx";
import { Looks } from "./looks.tsx";
import { Messages } from "./messages.tsx";
import { ROOM_NAMES, type RoomName } from "./rooms.ts";
import { TableRoom } from "./table.tsx";

type Room = (props: { search: Record<string, string | undefined> }) => ReactNode;

const ROOMS: Record<RoomName, Room> = { controls: Controls, forms: Forms, data: Data, feedback: Feedback, table: TableRoom, looks: Looks, charts: Charts, messages: Messages };

const ACCOUNTS = [
  { slug: "gallery", name: "Nordlicht Kaffee", kind: "live" as const },
  { slug: "sandbox", name: "Nordlicht Kaffee, try-outs", kind: "sandbox" as const },
];

export default async function GalleryPage({ searchParams }: { searchParams: Promise<Record<string, string | undefined>> }) {
  const search = await searchParams;
  const { room = "controls", kind = "live", simulated, halt } = search;
  const scheme = schemeFrom((await cookies()).get(SCHEME_COOKIE)?.value);
  const name = ROOM_NAMES.find((candidate) => candidate === room) ?? "controls";
  const Room = ROOMS[name];
  const account = ACCOUNTS.find((candidate) => candidate.kind === kind) ?? ACCOUNTS[0];
  return (
    <AppFrame
      account={account ?? { slug: "gallery", name: "Nordlicht Kaffee", kind: "live" }}
      accounts={ACCOUNTS}
      person={{ name: "Ana de Souza", email: "ana@example.com", role: "Admin" }}
      scheme={scheme}
      simulated={simulated === "yes"}
      may={{ compose: true, invite: true }}
      halt={halt === "no-worker" || halt === "all-held" ? halt : null}
      signOut={
        <form>
          <Button type="submit" className="w-full">
            Sign out
          </Button>
        </form>
      }
    >
      <PageHeader
        title="Gallery"
        crumbs={[{ href: "/gallery", label: "Development" }]}
        summary="Every component in its states. Switch account, colours and width."
        secondary={<ButtonLink href="?room=controls&kind=sandbox&simulated=yes" variant="quiet">See it simulated</ButtonLink>}
        primary={<Button variant="primary">Create campaign</Button>}
        tabs={<TabLinks label="Rooms" tabs={ROOM_NAMES.map((key) => ({ href: `?room=${key}&kind=${kind}`, label: key, current: key === name }))} />}
      />
      {/* What is shown loading, or missing a picture, is meant to stay so: whoever waits for the page waits for the rest of it. */}
      <div data-restless className="contents">
        <Room search={search} />
      </div>
    </AppFrame>
  );
}
