/** next-auth's door: /api/auth/csrf, /api/auth/callback/credentials, /api/auth/signout and what else lib/auth opens. */
import { authRoute } from "#lib/auth/auth-route.ts";

export { authRoute as GET, authRoute as POST };
