/** The outermost page: fonts, tokens, the reader's colour scheme, and the place where toasts appear. */
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies } from "next/headers";
import { SCHEME_COOKIE, schemeFrom } from "#components/ui/scheme.ts";
import { Toaster } from "#components/ui/toaster.tsx";
import { ZoneProvider } from "#components/ui/zone.tsx";
import { ZONE_COOKIE, zoneFrom } from "#components/ui/zone-cookie.ts";
import "./globals.css";

/** A face that is not there in time stays away: letters that change under the reader's eyes would move the page. */
const sans = localFont({ src: "../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2", variable: "--font-geist-sans", weight: "100 900", display: "optional" });
const mono = localFont({ src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2", variable: "--font-geist-mono", weight: "100 900", display: "optional", adjustFontFallback: false, fallback: ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"] });

export const metadata: Metadata = {
  title: { default: "Drumbeat", template: "%s · Drumbeat" },
  description: "WhatsApp campaigns over Twilio, each sender at exactly the rate it is allowed.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#eff3f3" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1315" },
  ],
};

/** The last thing of the frame; what waits for data comes after it and is put into its place in one piece. */
const FRAME_END = "frame-end";

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const kept = await cookies();
  const scheme = schemeFrom(kept.get(SCHEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={scheme === "system" ? undefined : scheme} className={`${sans.variable} ${mono.variable}`} suppressHydrationWarning>
      <head>
        {/* A browser may paint a page while it still reads it: what stands at the right would then move with each word that comes. */}
        <link rel="expect" href={`#${FRAME_END}`} blocking="render" />
      </head>
      <body>
        <ZoneProvider kept={zoneFrom(kept.get(ZONE_COOKIE)?.value)} renderedAt={Date.now()}>{children}</ZoneProvider>
        <Toaster />
        <div id={FRAME_END} hidden />
      </body>
    </html>
  );
}
