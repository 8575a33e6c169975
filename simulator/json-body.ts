/** Bodies of the newer APIs. */

/** What a JSON body holds; null when it is no JSON. */
export function jsonBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
