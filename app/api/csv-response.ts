/** A CSV file as it is made, piece by piece: whoever goes away ends the making. */

/** `name` may hold any sign; `plainName` is for browsers that know only ASCII. */
export function csvResponse(pieces: AsyncGenerator<string>, { name, plainName }: { name: string; plainName: string }): Response {
  return new Response(streamed(pieces), {
    headers: {
      "Cache-Control": "private, no-store",
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${plainName}"; filename*=UTF-8''${encoded(name)}`,
      "Content-Security-Policy": "sandbox",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** As RFC 8187 wants it: encodeURIComponent leaves four signs that it does not. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function streamed(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
