// The scripts of every page; each page also works without them.

import password from "@uswds/uswds/js/_usa-password";
import accordion from "@uswds/uswds/js/usa-accordion";
import banner from "@uswds/uswds/js/usa-banner";
import navigation from "@uswds/uswds/js/usa-header";
import skipnav from "@uswds/uswds/js/usa-skipnav";

import "./focus.js";
import "./dialog.js";
import "./choose.js";
import "./sending.js";
import "./submit.js";
import "./drop.js";
import "./largest.js";
import "./password.js";
import "./idle.js";
import "./unsaved.js";
import "./leaving.js";
import "./follow.js";

for (const behavior of [accordion, banner, navigation, skipnav, password]) behavior.on(document.body);
