/** The rooms of the gallery, each a page of its own. */
export const ROOM_NAMES = ["controls", "data", "feedback", "looks", "charts", "messages"] as const;
export type RoomName = (typeof ROOM_NAMES)[number];
