"use client";
/** Sends its form. Stays pressable until pressed, then says that it is busy until the answer is there. */
import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button.tsx";
import { useUnhurried } from "./use-unhurried.ts";

export function SubmitButton({ variant = "primary", onClick, ...rest }: Omit<ButtonProps, "pending" | "type">) {
  const { pending } = useFormStatus();
  return (
    <Button
      type="submit"
      variant={variant}
      pending={pending}
      spinning={useUnhurried(pending)}
      onClick={(event) => {
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    />
  );
}
