import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants.js";

const config: NextConfig = {
  poweredByHeader: false,
  typedRoutes: false,
  // These reach native code or files beside them: bundling would break them.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "@prisma/client", "@prisma/adapter-pg", "twilio", "undici"],
};

/** Pages that end in `.dev.tsx`, such as the gallery of components, exist only while developing. */
export default function configFor(phase: string): NextConfig {
  return phase === PHASE_DEVELOPMENT_SERVER ? { ...config, pageExtensions: ["dev.tsx", "tsx", "ts"] } : config;
}
