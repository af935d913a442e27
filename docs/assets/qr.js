// The QR encoder, fetched when a code is wanted.
export { renderSVG } from "uqr";
