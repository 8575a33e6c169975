/** The accounts of whoever reads the help: where its links into the console lead. */
import { cookies } from "next/headers";
import type { AnswerAccount } from "#components/help/answer-list.tsx";
import { currentMemberships } from "#lib/auth/require-right.ts";
import { LAST_ACCOUNT_COOKIE } from "#lib/domain/return-path.ts";

/** Those that they may enter; the one that the address names comes first, else the one that was open last. */
export async function accountsHere(asked: string | string[] | undefined): Promise<AnswerAccount[]> {
  const accounts = (await currentMemberships()).map(({ account }) => ({ slug: account.slug, name: account.name, kind: account.kind }));
  const last = (await cookies()).get(LAST_ACCOUNT_COOKIE)?.value;
  const chosen = accounts.find(({ slug }) => slug === asked) ?? accounts.find(({ slug }) => slug === last) ?? accounts[0];
  return chosen ? [chosen, ...accounts.filter((account) => account !== chosen)] : [];
}
