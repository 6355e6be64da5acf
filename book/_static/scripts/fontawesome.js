// Empty on purpose: the icons come from the theme's web font, without 1.6 MB.
