/** An action on ticked rows that says what it did. */
import { isRefusal, type FormAction } from "./form-state.ts";
import { tell } from "./tell.ts";

/** Says what was done, which the action leaves in `values.told`, and takes the ticks away: the rows may be others now. */
export function andTell(action: FormAction, form: string): FormAction {
  return async (state, fields) => {
    const answer = await action(state, fields);
    if (isRefusal(answer)) return answer;
    tell(answer.values.told ?? "Done.");
    const ticks = document.getElementById(form);
    if (ticks instanceof HTMLFormElement) ticks.reset();
    return answer;
  };
}
