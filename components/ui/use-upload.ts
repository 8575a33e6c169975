/** One upload from the browser with its progress, which `fetch` cannot report. */
import { useEffect, useRef, useState } from "react";
import { formatBytes } from "./number-format.ts";

export type Upload = { kind: "none" } | { kind: "sending"; name: string; sent: number; total: number } | { kind: "refused"; message: string };

type UploadPlan = { url: string; maxBytes: number; onDone: (next: string) => void };

const LOST = "The connection was lost before the file had arrived. Nothing was imported. Try again.";

export function useUpload({ url, maxBytes, onDone }: UploadPlan) {
  const [upload, setUpload] = useState<Upload>({ kind: "none" });
  const request = useRef<XMLHttpRequest | null>(null);
  useEffect(() => () => request.current?.abort(), []);

  const refuse = (message: string) => setUpload({ kind: "refused", message });

  const send = (file: File, form: HTMLFormElement | null) => {
    if (file.size === 0) return refuse(`“${file.name}” is empty. Choose a file with at least one line.`);
    if (file.size > maxBytes) return refuse(`“${file.name}” has ${formatBytes(file.size)}. The most is ${formatBytes(maxBytes)}: split it and import the parts.`);
    const xhr = new XMLHttpRequest();
    request.current = xhr;
    xhr.upload.addEventListener("progress", (event) => setUpload({ kind: "sending", name: file.name, sent: event.loaded, total: event.total }));
    xhr.addEventListener("error", () => refuse(LOST));
    xhr.addEventListener("abort", () => setUpload({ kind: "none" }));
    xhr.addEventListener("load", () => {
      const answer = answerIn(xhr.responseText);
      if (answer.next) onDone(answer.next);
      else refuse(answer.message ?? `The file was not taken, and the reason is not known. Try again. (${xhr.status})`);
    });
    setUpload({ kind: "sending", name: file.name, sent: 0, total: file.size });
    xhr.open("POST", `${url}?${queryOf(file, form)}`);
    xhr.setRequestHeader("Content-Type", "application/octet-stream");
    void sendWithProof(xhr, file);
  };

  /** One at a time: which of several was meant, nobody can tell. */
  const sendOnly = (files: ArrayLike<File>, form: HTMLFormElement | null) => {
    const file = files[0];
    if (files.length > 1) refuse(`Those were ${files.length} files. Drop one at a time.`);
    else if (file) send(file, form);
  };

  return { upload, sendOnly, stop: () => request.current?.abort() };
}

/** The server holds what arrives against what is said here. Browsers make digests on https and on this machine alone; elsewhere the length has to do. */
async function sendWithProof(xhr: XMLHttpRequest, file: File): Promise<void> {
  xhr.setRequestHeader("X-File-Bytes", String(file.size));
  const digest = await globalThis.crypto.subtle?.digest("SHA-256", await file.arrayBuffer()).catch(() => null);
  if (digest) xhr.setRequestHeader("X-File-SHA256", Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(""));
  if (xhr.readyState === XMLHttpRequest.OPENED) xhr.send(file);
}

function queryOf(file: File, form: HTMLFormElement | null): string {
  const query = new URLSearchParams({ fileName: file.name });
  if (form) for (const [name, value] of new FormData(form)) if (typeof value === "string") query.set(name, value);
  return query.toString();
}

function answerIn(text: string): { next?: string; message?: string } {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null) return {};
    const next = "next" in answer && typeof answer.next === "string" ? answer.next : undefined;
    const message = "message" in answer && typeof answer.message === "string" ? answer.message : undefined;
    return { next, message };
  } catch {
    return {};
  }
}
