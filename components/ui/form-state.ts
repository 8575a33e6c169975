/** What a form looks like after it was sent. The same shape as the one that server actions answer with. */
export type FormState = {
  message: string | null;
  errors: Record<string, string>;
  values: Record<string, string>;
};

/** A server action that a form can order. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

export const UNTOUCHED: FormState = { message: null, errors: {}, values: {} };

/** Whether the answer asks for another look. */
export function isRefusal(state: FormState): boolean {
  return state.message !== null || Object.keys(state.errors).length > 0;
}
