/** A drawn landscape in place of a picture or film that is not fetched. */
export function MediaScene({ kind }: { kind: "image" | "video" }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 300 157" preserveAspectRatio="xMidYMax slice" className="absolute inset-0 size-full">
      <circle cx="222" cy="44" r="17" className="fill-(--wa-scene-far)" />
      <path d="M0 112 C40 84 62 74 92 88 S140 104 172 76 236 60 300 100 V157 H0Z" className="fill-(--wa-scene-far)" />
      <path d="M0 126 C34 112 74 106 118 118 S214 128 300 108 V157 H0Z" className="fill-(--wa-scene-near)" />
      <path d="M0 125 H300 V157 H0Z" className="fill-(--wa-well)" />
      {kind === "video" && (
        <>
          <circle cx="150" cy="66" r="25" className="fill-(--wa-faint)" />
          <path d="M143 54.5v23l19-11.5z" strokeWidth="3" strokeLinejoin="round" className="fill-(--wa-bar) stroke-(--wa-bar)" />
        </>
      )}
    </svg>
  );
}
