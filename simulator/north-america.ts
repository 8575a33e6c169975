/** Which numbers that begin with +1 belong to the United States. */

/** Area codes of Canada and of the islands that share +1, with Puerto Rico, which Meta counts as Latin America. */
const ELSEWHERE = new Set(
  (
    "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474 506 514 519 537 548 568 579 581 584 587 604 613 " +
    "639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942 " +
    "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 787 809 829 849 868 869 876 939"
  ).split(" "),
);

/** Whether an address such as `whatsapp:+12125550101` is one of the United States. */
export function isInUnitedStates(address: string): boolean {
  const [, area] = /^whatsapp:\+1(\d{3})\d{7}$/.exec(address) ?? [];
  return area !== undefined && !ELSEWHERE.has(area);
}
