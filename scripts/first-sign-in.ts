/** The file that holds the first password: the address in its first line, the password in its second. */

export function firstSignIn(text: string): { email: string; password: string } {
  const [email = "", password = ""] = text.split("\n");
  return { email, password };
}

export function firstSignInText({ email, password }: { email: string; password: string }): string {
  return `${email}\n${password}\n`;
}
