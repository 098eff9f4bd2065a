import '../lib/signalr.min.js';

/** The part of `@microsoft/signalr` that the client takes; the package's own modules need a bundler. */
export const { HubConnectionBuilder, LogLevel } = globalThis.signalR;
