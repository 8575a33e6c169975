import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants.js";

/** Nobody may frame the console, guess what a file is, or learn from where a link was followed. */
const SAFE_HEADERS = [
  { key: "Content-Security-Policy", value: "frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

const config: NextConfig = {
  poweredByHeader: false,
  headers: async () => [{ source: "/:path*", headers: SAFE_HEADERS }],
  typedRoutes: false,
  // A title that streams is taken away and brought again with every refresh of a live page: for everybody it comes with the page.
  htmlLimitedBots: /.*/,
  // These reach native code or files beside them: bundling would break them.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "@prisma/client", "@prisma/adapter-pg", "twilio", "undici"],
};

/** With this setting a build of its own holds the gallery of components; `npm run gallery` and the tests set it. */
const isGallery = process.env["DRUMBEAT_GALLERY"] === "yes";

/** Pages that end in `.dev.tsx`, such as the gallery, exist only while developing and in the gallery's own build. */
export default function configFor(phase: string): NextConfig {
  const withGallery = { ...config, pageExtensions: ["dev.tsx", "tsx", "ts"] };
  if (isGallery) return { ...withGallery, distDir: ".next-gallery", typescript: { ignoreBuildErrors: true, tsconfigPath: "tsconfig.gallery.json" } };
  return phase === PHASE_DEVELOPMENT_SERVER ? withGallery : config;
}
