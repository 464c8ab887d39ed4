// A day that Wagtail's picker cannot read turns into today when the field is left. It has to stay as it was typed: the
// form reads 2026-11-20 as well as 20.11.2026, and says of anything else that it is no day.
window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
