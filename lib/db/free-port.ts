/** PostgreSQL cannot choose a port by itself, so one is tried out for it. */
import { createServer } from "node:net";

/** `wished` when nobody listens there on this machine, else any free port. 0 wishes for any. */
export function freePort(wished: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => (wished === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(wished, "127.0.0.1", () => {
      const address = probe.address();
      const port = address !== null && typeof address === "object" ? address.port : wished;
      probe.close(() => resolve(port));
    });
  });
}
