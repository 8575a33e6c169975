/** The rooms of the gallery, each a page of its own. */
export const ROOM_NAMES = ["controls", "forms", "data", "feedback", "table", "looks", "charts", "messages"] as const;
export type RoomName = (typeof ROOM_NAMES)[number];
