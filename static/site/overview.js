// A page that counts answers counts those too that were sent as the page before it went.
import { catchUp } from "./saving.js";

catchUp();
