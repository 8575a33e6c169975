/** A Messaging Service: a name, its webhooks, its habits, and the senders in its pool. */

export type Service = {
  /** `MG…` */
  sid: string;
  friendlyName: string;
  inboundRequestUrl: string | null;
  inboundMethod: string;
  fallbackUrl: string | null;
  fallbackMethod: string;
  statusCallback: string | null;
  stickySender: boolean;
  mmsConverter: boolean;
  smartEncoding: boolean;
  scanMessageContent: string;
  fallbackToLongCode: boolean;
  areaCodeGeomatch: boolean;
  synchronousValidation: boolean;
  validityPeriod: number;
  usecase: string;
  useInboundWebhookOnNumber: boolean;
  pool: PooledSender[];
  /** ISO 8601. */
  createdAt: string;
  updatedAt: string;
};

/** `sid` is an `XE…` of the same account. */
export type PooledSender = { sid: string; addedAt: string };
