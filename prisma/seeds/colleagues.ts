/** The people of the roastery who work with the console. */
import type { Colleague } from "#lib/db/seed-colleagues.ts";

const HOUR = 60;
const DAY = 24 * HOUR;

export const COLLEAGUES: Colleague[] = [
  { name: "Ida Sørensen", email: "ida@juniper.example", role: "admin", withheld: [], recipientsMax: null, hereMinutesAgo: 40 },
  { name: "Omar Haddad", email: "omar@juniper.example", role: "marketer", withheld: [], recipientsMax: null, hereMinutesAgo: 12 },
  { name: "Mina Brandt", email: "mina@juniper.example", role: "marketer", withheld: [], recipientsMax: 100, hereMinutesAgo: 3 * HOUR },
  { name: "يوسف العلي", email: "youssef@juniper.example", role: "marketer", withheld: ["campaign.launch", "opt-out.change"], recipientsMax: null, hereMinutesAgo: 2 * DAY },
  { name: "Vera Kowalczyk-Lindqvist, who looks at the charts every morning", email: "vera.kowalczyk-lindqvist.charts@juniper.example", role: "analyst", withheld: [], recipientsMax: null, hereMinutesAgo: 9 * DAY },
  { name: "Nils", email: "nils@juniper.example", role: "analyst", withheld: [], recipientsMax: null, hereMinutesAgo: null },
];
