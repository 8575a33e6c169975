/** What the console says back. */
import { Section } from "#components/frame/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Meter, Progress } from "#components/ui/meter.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Loading, PageHeaderSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export function Feedback() {
  return (
    <>
      <LiveRefresh active />
      <Section title="Notices">
        <div className="flex flex-col gap-2">
          <Notice title="12 people were left out because a variable was empty for them." action={<Button size="small">See them</Button>} />
          <Notice tone="progress" title="Importing newsletter.csv" />
          <Notice tone="success" title="Imported 4,871 people into “Newsletter”." />
          <Notice tone="warning" title="This sender's quality is low.">WhatsApp may lower its limit. Send less, or to people who asked for it.</Notice>
          <Notice tone="danger" title="Twilio did not accept the credentials.">Check the auth token in the Twilio console, then save it here. (20003)</Notice>
          <Notice tone="unknown" title="3 messages: we cannot tell whether they were sent." action={<Button size="small">Decide</Button>} />
        </div>
      </Section>
      <div className="grid gap-8 lg:grid-cols-2">
        <Section title="Progress and limits">
          <div className="flex flex-col gap-5">
            <Progress label="Sent" value={3210} max={4871} />
            <Progress label="Sent" value={4871} max={4871} tone="success" />
            <Progress label="Sent" value={900} max={4871} tone="warning" size="slim" />
            <Meter label="Unique people in 24 hours" value={1_240} max={2_000} />
            <Meter label="Queue against four hours" value={3.4} max={4} unit="h" decimals={1} />
            <Meter label="Unique people in 24 hours" value={2_000} max={2_000} detail="Frees up from 18:40 on." />
          </div>
        </Section>
        <Section title="Loading">
          <Loading what="campaigns">
            <div className="flex flex-col gap-6">
              <PageHeaderSkeleton />
              <TableSkeleton rows={4} columns={4} />
            </div>
          </Loading>
        </Section>
      </div>
      <Section title="Four kinds of nothing">
        <div className="grid gap-px sm:grid-cols-2">
          <Empty kind="nothing-yet" title="No campaigns yet" action={<Button variant="primary">Create your first campaign</Button>}>A campaign sends one approved template to a list of people.</Empty>
          <Empty kind="nothing-matches" title="No campaign is held" action={<Button>Clear the filter</Button>}>The filter is “Held”.</Empty>
          <Empty kind="waiting" title="Waiting for the first delivery report">Delivery reports arrive within a few minutes.</Empty>
          <Empty kind="not-allowed" title="Senders are for admins">Jonas Weber can give you the right to see them.</Empty>
        </div>
      </Section>
    </>
  );
}
