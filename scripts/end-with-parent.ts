/** Loaded before a part: when the process that started it is gone, however it went, the part ends as if asked to. */

// What a part starts in its turn inherits this file, and has a channel with a purpose of its own.
if (process.ppid === Number(process.env["DRUMBEAT_STARTED_BY"])) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // The channel is only listened to for its end; it must not keep the part alive.
  process.channel?.unref();
}
