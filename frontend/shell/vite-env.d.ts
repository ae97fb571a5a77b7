declare module "@tabler/core/dist/js/tabler.min.js";
declare module "*?worker&url" {
  const address: string;
  export default address;
}
